import type { Frame } from "../../core/index.js";

/** A frame as it is shown to a server, and how many answers to a question are wanted. */
export interface Shown {
  readonly frame: Frame;
  /** Data URL. */
  readonly image: string;
  readonly samples: number;
}
