import type { Grid } from "./plane-fit.js";

/** Two neighbours of one surface differ by so much at most, beyond noise. [m] */
export const relief = 0.02;

/** How far inverse depths of one surface may be apart, from a pixel to the next. [1/m] */
export const gateAt = (inverse: number, noise: number): number =>
  Math.max(4 * noise, relief * inverse * inverse);

/** Parts of a grid: which one a cell is of (0: none), and how many cells each has. */
export interface Parts {
  readonly labels: Int32Array;
  readonly counts: readonly number[];
}

/** Cells to each side that may lie between two that hang together: one that wasn't measured is jumped over. */
const jump = 2;

/** What hangs together in depth: neighbours on one surface. */
export const partsOf = ({ values, width }: Grid, noise: number): Parts => {
  const labels = new Int32Array(values.length);
  const stack = new Int32Array(values.length);
  const steps = [-1, 1, -width, width, -jump, jump, -jump * width, jump * width];
  const counts = [0];
  for (let start = 0; start < values.length; start++) {
    if (labels[start] !== 0 || !((values[start] ?? Number.NaN) > 0)) continue;
    const label = counts.length;
    labels[start] = label;
    let [top, count] = [0, 0];
    stack[top++] = start;
    while (top > 0) {
      const at = stack[--top] ?? 0;
      count += 1;
      const here = values[at] ?? 0;
      const gate = gateAt(here, noise);
      const column = at % width;
      for (let k = 0; k < steps.length; k++) {
        const next = at + (steps[k] ?? 0);
        if (next < 0 || next >= values.length || labels[next] !== 0) continue;
        if (Math.abs((next % width) - column) > jump) continue; // around the end of a row
        if (!(Math.abs((values[next] ?? Number.NaN) - here) < gate)) continue;
        labels[next] = label;
        stack[top++] = next;
      }
    }
    counts.push(count);
  }
  return { labels, counts };
};
