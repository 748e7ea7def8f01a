import type { RgbImage } from "../core/index.js";
import type { DecodedPicture } from "./decoder.js";

/** A picture, or why there is none to be looked at. */
export interface Shown {
  readonly id: bigint;
  readonly picture: RgbImage | string;
}

export const damagedPacket = "a video packet that does not decode";
const damagedPicture = "a video frame that builds on a packet that does not decode";

/** A picture is believed when all that it builds on was whole: after a broken packet none is, until a key frame. */
export class Belief {
  #broken: bigint | undefined;

  /** A packet could not be decoded. */
  refuse(id: bigint): void {
    this.#broken = id;
  }

  shown({ id, key, damaged, image }: DecodedPicture): Shown {
    if (damaged) this.#broken = id;
    else if (key && this.#broken !== undefined && id > this.#broken) this.#broken = undefined;
    if (this.#broken === undefined) return { id, picture: image };
    return { id, picture: damaged ? damagedPacket : damagedPicture };
  }
}
