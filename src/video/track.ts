import { Belief, damagedPacket, type Shown } from "./belief.js";
import { codecNames, codecOf } from "./codec.js";
import { type DecodedPicture, VideoDecoder } from "./decoder.js";
import type { Libav } from "./libav/types.js";

/** What came of a packet. */
export interface TrackStep {
  readonly shown: readonly Shown[];
  /** Packets without a picture, because the recording begins in the middle of a video. */
  readonly early: readonly bigint[];
}

/** The packets of one topic, decoded in order. */
export class Track {
  #decoder: VideoDecoder | undefined;
  #format = "";
  #begun = false;
  #belief = new Belief();
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
    this.#belief = new Belief();
  }

  #take(pictures: readonly DecodedPicture[], refused: bigint | undefined): TrackStep {
    const early = this.#begin(pictures);
    if (refused !== undefined && this.#begun) this.#belief.refuse(refused);
    return { shown: pictures.map((picture) => this.#belief.shown(picture)), early };
  }

  /** The first picture says which packets before it showed nothing. */
  #begin([first]: readonly DecodedPicture[]): readonly bigint[] {
    if (this.#begun || first === undefined) return [];
    this.#begun = true;
    return this.#before.splice(0).filter((id) => id < first.id);
  }
}

const none = (...shown: readonly Shown[]): TrackStep => ({ shown, early: [] });

const unknownCodec = (format: string): string => {
  const which =
    format === "" ? "that names no codec" : `of the codec "${format}", which is not read`;
  return `video ${which}; read are ${codecNames.join(", ")}`;
};
