import { add, cross, dot, norm, scale, subtract, type Vec3 } from "../../core/index.js";
import { has, type Mask } from "./mask.js";
import { rangeAlong } from "./range.js";
import type { DepthRaster } from "./raster.js";
import { pointOf } from "./seen.js";

/** Axes of a thing that stands: away from the camera, to the right, up. Unit vectors of the optical frame. */
export interface Upright {
  readonly away: Vec3;
  readonly right: Vec3;
  readonly up: Vec3;
}

/** The vertical axis that a thing is taken to be symmetric about, along `away` and `right`. [m] */
export interface Axis {
  readonly away: number;
  readonly right: number;
  /**
   * What tells how far back it goes: its outline; or nothing, where all of it would be hidden: then it is taken to be as
   * deep as wide.
   */
  readonly by: "outline" | "width";
}

/** Seen so steeply from above, a thing has no far side. */
const overhead = 0.2;
const steps = 24;
/** Share of the mirrored points that may fall where nothing is. */
const bearable = 0.05;
const mostPoints = 400;
/** A pixel beside the outline is still of the thing. */
const slack = 1;

/** How the camera looks at a point, for whom up is known; undefined from straight above. */
export const uprightAt = (point: Vec3, up: Vec3): Upright | undefined => {
  const flat = subtract(point, scale(up, dot(point, up)));
  if (norm(flat) < overhead * norm(point)) return undefined;
  const away = scale(flat, 1 / norm(flat));
  return { away, up, right: cross(away, up) };
};

interface Looked {
  readonly mask: Mask;
  readonly raster: DepthRaster;
  /** Metres along the ray by which depth may be off, and σ of it. */
  readonly tolerance: number;
  readonly noise: number;
}

/** Half turn about an axis: boxes, cylinders, bowls, bottles are the same after it. */
export const turned = (point: Vec3, axis: Pick<Axis, "away" | "right">, frame: Upright): Vec3 => {
  const away = 2 * (axis.away - dot(point, frame.away));
  const right = 2 * (axis.right - dot(point, frame.right));
  return add(point, add(scale(frame.away, away), scale(frame.right, right)));
};

/** Whether the camera would have seen something at a point, and did not. */
const contradicts = ([x, y, z]: Vec3, { mask, raster, tolerance }: Looked): boolean => {
  const { intrinsics: k, width, height, inverse } = raster;
  const u = Math.floor((x / z) * k.fx + k.cx);
  const v = Math.floor((y / z) * k.fy + k.cy);
  if (u < 0 || u >= width || v < 0 || v >= height) return false;
  const seen = 1 / (inverse[v * width + u] ?? Number.NaN);
  if (has(mask, u, v)) return z < seen - 2 * tolerance;
  const isBeside =
    has(mask, u - slack, v) ||
    has(mask, u + slack, v) ||
    has(mask, u, v - slack) ||
    has(mask, u, v + slack);
  return !isBeside && !(seen < z);
};

const sparse = (points: Float64Array): readonly Vec3[] => {
  const count = points.length / 3;
  const step = Math.max(1, Math.ceil(count / mostPoints));
  return Array.from({ length: Math.floor(count / step) }, (_, n) => pointOf(points, n * step));
};

/**
 * Where the axis of a thing is whose far side can't be seen. The seen half, turned about the right one, falls where the
 * thing is seen or where nothing can be seen: the farthest axis for which it does, since a nearer one would leave a part
 * of the outline without anything behind it. (Symmetry as in Thrun & Wegbreit 2005.)
 */
export const axisOf = (points: Float64Array, frame: Upright, looked: Looked): Axis => {
  const away = rangeAlong(points, frame.away, looked.noise);
  const across = rangeAlong(points, frame.right, looked.noise);
  const right = (across.from + across.to) / 2;
  const nearest = (away.from + away.to) / 2;
  const farthest = Math.max(nearest, away.from + (across.to - across.from) / 2);
  const some = sparse(points);
  const isBearable = (at: number): boolean => {
    const turnedAway = some.filter((point) =>
      contradicts(turned(point, { away: at, right }, frame), looked),
    );
    return turnedAway.length <= bearable * some.length;
  };
  for (let n = steps; n > 0; n--) {
    const next = nearest + ((farthest - nearest) * n) / steps;
    if (!isBearable(next)) continue;
    const isOpen = n === steps && farthest - nearest > looked.tolerance;
    return { away: next, right, by: isOpen ? "width" : "outline" };
  }
  return { away: nearest, right, by: "outline" };
};

/** With the far side as the axis has it. */
export const completed = (points: Float64Array, axis: Axis, frame: Upright): Float64Array => {
  const all = new Float64Array(2 * points.length);
  all.set(points);
  for (let n = 0; n < points.length / 3; n++)
    all.set(turned(pointOf(points, n), axis, frame), points.length + 3 * n);
  return all;
};
