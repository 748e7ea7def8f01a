import type { Moments } from "./moments.js";
import type { Curves } from "./report-data.js";

/** What a player plays; plain data, so that it travels as JSON. */
export interface Recording {
  readonly curves: Curves;
  readonly moments: Moments;
}
