import { codecNames, codecOf } from "./codec.js";
import { type DecodedPicture, VideoDecoder } from "./decoder.js";
import type { Libav } from "./libav/types.js";

/** A picture of a track, or why there is none to be looked at. */
export interface Shown {
  readonly id: bigint;
  readonly picture: DecodedPicture["image"] | string;
}

/** What came of a packet. */
export interface TrackStep {
  readonly shown: readonly Shown[];
  /** Packets without a picture, because the recording begins in the middle of a video. */
  readonly early: readonly bigint[];
}

export const damagedPacket = "a video packet that does not decode";
export const damagedPicture = "a video frame that follows one that does not decode";

/**
 * The packets of one topic, decoded in order. A picture is only believed when all that it builds on was whole: after a
 * packet that doesn't decode there is none until the next key frame.
 */
export class Track {
  #decoder: VideoDecoder | undefined;
  #format = "";
  #begun = false;
  /** The last packet that was damaged, until a key frame after it. */
  #damage: bigint | undefined;
  readonly #before: bigint[] = [];

  constructor(readonly libav: Libav) {}

  async decode(format: string, data: Uint8Array, id: bigint): Promise<TrackStep> {
    if (format !== this.#format) await this.#open(format);
    if (this.#decoder === undefined) return none({ id, picture: unknownCodec(format) });
    const { accepted, pictures } = await this.#decoder.decode(data, id);
    if (accepted && !this.#begun) this.#before.push(id);
    const step = this.#take(pictures, accepted ? undefined : id);
    if (accepted) return step;
    if (!this.#begun) return { ...step, early: [...step.early, id] };
    return { ...step, shown: [...step.shown, { id, picture: damagedPacket }] };
  }

  /** What is left in the decoder. */
  async end(): Promise<TrackStep> {
    if (this.#decoder === undefined) return none();
    const step = this.#take(await this.#decoder.end(), undefined);
    return { ...step, early: [...step.early, ...this.#before.splice(0)] };
  }

  close(): void {
    this.#decoder?.close();
    this.#decoder = undefined;
  }

  async #open(format: string): Promise<void> {
    this.close();
    const { lib, constants } = this.libav;
    const known = codecOf(format);
    const codec = known && lib.Codec.findDecoder(constants[known]);
    this.#decoder = codec ? await VideoDecoder.open({ libav: this.libav, codec }) : undefined;
    this.#format = format;
    this.#begun = false;
    this.#damage = undefined;
  }

  #take(pictures: readonly DecodedPicture[], refused: bigint | undefined): TrackStep {
    const early = this.#begin(pictures);
    if (refused !== undefined && this.#begun) this.#damage = refused;
    return { shown: pictures.map((picture) => this.#believed(picture)), early };
  }

  /** The first picture says which packets before it showed nothing. */
  #begin([first]: readonly DecodedPicture[]): readonly bigint[] {
    if (this.#begun || first === undefined) return [];
    this.#begun = true;
    return this.#before.splice(0).filter((id) => id < first.id);
  }

  #believed({ id, key, damaged, image }: DecodedPicture): Shown {
    if (damaged) this.#damage = id;
    else if (key && this.#damage !== undefined && id > this.#damage) this.#damage = undefined;
    if (this.#damage === undefined) return { id, picture: image };
    return { id, picture: damaged ? damagedPacket : damagedPicture };
  }
}

const none = (...shown: readonly Shown[]): TrackStep => ({ shown, early: [] });

const unknownCodec = (format: string): string =>
  `video of the codec "${format}", which is not read; read are ${codecNames.join(", ")}`;
