import type { Row } from "./row.js";

/** Points of an outline at most: a sparkline has no more pixels. */
const most = 96;

/**
 * How a recording's progress went, roughly: between 48 and 96 of its rows, evenly spread, or all of fewer. Their number
 * isn't known beforehand, so every second point goes whenever there are too many.
 */
export const outlineProgress = () => {
  let points: (number | null)[] = [];
  let stride = 1;
  let position = 0;
  return {
    add: ({ sample: { progress } }: Row): void => {
      if (position++ % stride !== 0) return;
      points.push(progress === undefined ? null : Number(progress.toFixed(3)));
      if (points.length <= most) return;
      points = points.filter((_, at) => at % 2 === 0);
      stride *= 2;
    },
    result: (): readonly (number | null)[] => points,
  };
};
