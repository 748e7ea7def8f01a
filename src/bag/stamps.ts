import type { Stamp } from "../core/index.js";

export interface TimeRange {
  readonly start: Stamp;
  readonly end: Stamp;
}

/** The shortest range that holds all of them; undefined of none. */
export const spanOf = (ranges: Iterable<TimeRange>): TimeRange | undefined => {
  let span: TimeRange | undefined;
  for (const { start, end } of ranges) {
    span = {
      start: span && span.start < start ? span.start : start,
      end: span && span.end > end ? span.end : end,
    };
  }
  return span;
};
