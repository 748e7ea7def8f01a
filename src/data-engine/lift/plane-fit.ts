/** Values of a grid near a cell: `value + du · right + dv · down`. */
export interface Slope {
  readonly value: number;
  readonly right: number;
  readonly down: number;
  /** Variance of `value` where each of the grid's values has variance 1 and errs by itself. */
  readonly variance: number;
}

export interface Grid {
  /** Row by row; NaN is unknown. */
  readonly values: Float32Array;
  readonly width: number;
}

/** The plane through the known values up to `reach` cells from one; undefined where there are none. */
export type SlopeAt = (column: number, row: number, reach: number) => Slope | undefined;

/** Too few, or too much in a row, to tell a slope. */
const fewest = 5;
const flattest = 0.5;

/** Sums over what lies above and left of a cell, of these in turn: 1, x, y, d, xx, xy, yy, xd, yd. */
const sums = 9;

const tableOf = ({ values, width }: Grid): Float64Array => {
  const height = values.length / width;
  const table = new Float64Array((width + 1) * (height + 1) * sums);
  const row = new Float64Array(sums);
  for (let y = 0; y < height; y++) {
    row.fill(0);
    for (let x = 0; x < width; x++) {
      const d = values[y * width + x] ?? Number.NaN;
      if (d > 0) add(row, x, y, d);
      const to = ((y + 1) * (width + 1) + x + 1) * sums;
      const above = (y * (width + 1) + x + 1) * sums;
      for (let k = 0; k < sums; k++) table[to + k] = (table[above + k] ?? 0) + (row[k] ?? 0);
    }
  }
  return table;
};

const add = (to: Float64Array, x: number, y: number, d: number): void => {
  to[0] = (to[0] ?? 0) + 1;
  to[1] = (to[1] ?? 0) + x;
  to[2] = (to[2] ?? 0) + y;
  to[3] = (to[3] ?? 0) + d;
  to[4] = (to[4] ?? 0) + x * x;
  to[5] = (to[5] ?? 0) + x * y;
  to[6] = (to[6] ?? 0) + y * y;
  to[7] = (to[7] ?? 0) + x * d;
  to[8] = (to[8] ?? 0) + y * d;
};

/** The plane about one cell, of a grid that changes: nothing is kept between two. */
export const slopeNear = (
  { values, width }: Grid,
  column: number,
  row: number,
  reach: number,
): Slope | undefined => {
  const height = values.length / width;
  const window = new Float64Array(sums);
  for (let y = Math.max(0, row - reach); y <= Math.min(height - 1, row + reach); y++)
    for (let x = Math.max(0, column - reach); x <= Math.min(width - 1, column + reach); x++) {
      const d = values[y * width + x] ?? Number.NaN;
      if (d > 0) add(window, x, y, d);
    }
  return solved(window, column, row, 0);
};

/**
 * Planes through a grid's values about any cell, by least squares: through inverse depths, which are linear on whatever is
 * flat, they neither round edges off nor draw the outline in, as means would. A mean where too little is known. One table
 * of sums serves all (Crow 1984), so that the reach costs nothing.
 * @param flatness how sure it is beforehand that there is no slope: the variance of a value over that of a slope
 */
export const slopesOf = (grid: Grid, flatness = 0): SlopeAt => {
  const { width } = grid;
  const height = width > 0 ? grid.values.length / width : 0;
  const table = tableOf(grid);
  const window = new Float64Array(sums);
  return (column, row, reach) => {
    const [left, right] = [Math.max(0, column - reach), Math.min(width, column + reach + 1)];
    const [top, bottom] = [Math.max(0, row - reach), Math.min(height, row + reach + 1)];
    const at = (x: number, y: number): number => (y * (width + 1) + x) * sums;
    const [a, b, c, d] = [at(right, bottom), at(left, bottom), at(right, top), at(left, top)];
    for (let k = 0; k < sums; k++)
      window[k] =
        (table[a + k] ?? 0) - (table[b + k] ?? 0) - (table[c + k] ?? 0) + (table[d + k] ?? 0);
    return solved(window, column, row, flatness);
  };
};

const solved = (
  window: Float64Array,
  column: number,
  row: number,
  flatness: number,
): Slope | undefined => {
  const [n = 0, sx = 0, sy = 0, sd = 0, sxx = 0, sxy = 0, syy = 0, sxd = 0, syd = 0] = window;
  if (n < 1) return undefined;
  const [mx, my, md] = [sx / n, sy / n, sd / n];
  const [xx, xy, yy] = [sxx - sx * mx + flatness, sxy - sx * my, syy - sy * my + flatness];
  const [xd, yd] = [sxd - sx * md, syd - sy * md];
  const det = xx * yy - xy * xy;
  if (n < fewest || !(det > flattest)) return { value: md, right: 0, down: 0, variance: 1 / n };
  const right = (xd * yy - yd * xy) / det;
  const down = (yd * xx - xd * xy) / det;
  const [dx, dy] = [column - mx, row - my];
  const variance = 1 / n + (dx * dx * yy - 2 * dx * dy * xy + dy * dy * xx) / det;
  return { value: md + dx * right + dy * down, right, down, variance };
};
