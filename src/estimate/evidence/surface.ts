import { type Metres, median } from "../../core/index.js";

/** A surface among measured depths. */
export interface Surface {
  readonly depth: Metres;
  /** Of all depths, those that show it, 0..1. */
  readonly share: number;
  readonly count: number;
}

/** So many depths tell a surface as well as all would. */
const enough = 400;

/** At most so many of the points' depths, in order of size. */
export const depthsOf = (points: Float32Array): Float64Array => {
  const count = Math.floor(points.length / 3);
  const stride = Math.max(1, Math.floor(count / enough));
  const depths = new Float64Array(Math.ceil(count / stride));
  for (let at = 0; at < depths.length; at++) depths[at] = points[at * stride * 3 + 2] ?? Number.NaN;
  return depths.sort();
};

/** Of Student's t: where a model expects a thing can be off by factors, in pictures unlike those it has learnt from. */
const freedom = 3;
const tail = (freedom + 1) / 2;

/** What is known of a surface before it is looked for. */
export interface Expected {
  readonly depth: Metres;
  readonly stddev: Metres;
  /** It is the foremost: one so much behind another is less probable by a factor of e. [m] */
  readonly foremost?: Metres;
}

/**
 * The surface that is most probably the expected one: of all bands of depth of a given thickness, the one that holds the
 * most points, weighted by how near it lies to where it is expected. Undefined without a single point.
 * @param depths ascending [m]
 */
export const surfaceNear = (
  depths: Float64Array,
  expected: Expected,
  thickness: Metres,
): Surface | undefined => {
  const { foremost = Number.POSITIVE_INFINITY } = expected;
  const front = depths[0] ?? Number.NaN;
  let best: { readonly from: number; readonly to: number; readonly score: number } | undefined;
  let to = 0;
  for (let from = 0; from < depths.length; from++) {
    const nearest = depths[from] ?? Number.NaN;
    while (to < depths.length && (depths[to] ?? Number.NaN) <= nearest + thickness) to++;
    const off = (nearest + thickness / 2 - expected.depth) / expected.stddev;
    const score =
      Math.log((to - from) / depths.length) -
      tail * Math.log(1 + off ** 2 / freedom) -
      (nearest - front) / foremost;
    if (!best || score > best.score) best = { from, to, score };
  }
  if (!best) return undefined;
  const { from, to: end } = best;
  const count = end - from;
  return { depth: median([...depths.subarray(from, end)]), share: count / depths.length, count };
};
