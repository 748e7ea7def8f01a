import type { Frame } from "../../core/index.js";

/** A picture that things are looked for in, with all that is known of it. */
export interface GivenFrame {
  /** Within its source, without an ending; what files of its own are called by. */
  readonly name: string;
  readonly frame: Frame;
  /** Seconds after the first frame of the episode that it belongs to. */
  readonly t?: number;
  readonly episode?: string;
  /** A file that shows the frame just as it is, to be copied; else it is encoded. */
  readonly file?: string;
}

/** The pictures of one source, in order. */
export interface GivenFrames extends AsyncIterable<GivenFrame | UnreadFrame> {
  /** How many, as far as that is known beforehand. */
  readonly total?: number;
  /** What they depend on. */
  readonly files: readonly string[];
  close(): Promise<void>;
}

/** A picture that can't be looked at. */
export interface UnreadFrame {
  readonly name: string;
  readonly why: string;
}

export const isGiven = (each: GivenFrame | UnreadFrame): each is GivenFrame => "frame" in each;
