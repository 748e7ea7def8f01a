import type { Frame, Reason } from "../../core/index.js";

/** A picture that things are looked for in, with all that is known of it. */
export interface GivenFrame {
  /** Within its source, without an ending; what files of its own are called by. */
  readonly name: string;
  readonly frame: Frame;
  /** Seconds after the first frame of the episode that it belongs to. */
  readonly t?: number;
  readonly episode?: string;
  /** The file that it is of, which others go with by their names. */
  readonly picture?: string;
  /** A file that shows the frame just as it is, to be copied; else it is encoded. */
  readonly file?: string;
}

/** The pictures of one source, in order. */
export interface GivenFrames extends AsyncIterable<GivenFrame | UnreadFrame> {
  /** How many, as far as that is known beforehand. */
  readonly total?: number;
  /** What they depend on: recordings; pictures, and the depth and cameras that go with them. */
  readonly files: readonly string[];
  /** Of these, the pictures that others go with by their names; none in a recording. */
  readonly pictures: readonly string[];
  /** What was assumed, skipped or not believed of its frames, once they were read. */
  remarks(): readonly Reason[];
  close(): Promise<void>;
}

/** A picture that can't be looked at. */
export interface UnreadFrame {
  readonly name: string;
  readonly why: string;
}

export const isGiven = (each: GivenFrame | UnreadFrame): each is GivenFrame => "frame" in each;
