import type { Frame } from "../../core/index.js";
import type { OnLeftOut } from "./places.js";

/** A frame as it is shown to a server, and how many answers to a question are wanted. */
export interface Shown {
  readonly frame: Frame;
  /** Data URL. */
  readonly image: string;
  readonly samples: number;
  /** Set where places of things are wanted: hears of those that are none. */
  readonly onPlaceLeftOut?: OnLeftOut;
}
