import { add, dot, type Metres, scale, type Vec3 } from "../../core/index.js";
import { type Axis, axisOf, completed, type Upright, uprightAt } from "./completed.js";
import type { Mask } from "./mask.js";
import { type Range, rangeAlong } from "./range.js";
import type { DepthRaster } from "./raster.js";
import type { SeenThing } from "./seen.js";
import { heightAbove, type Surface } from "./surface.js";

/** A box whose one edge is along up, and another along the ground away from the camera. */
export interface StandingBox {
  /** Unit vector of the optical frame. */
  readonly away: Vec3;
  /** To the right, away from the camera, along up. [m] */
  readonly extents: Vec3;
}

/** What all things of a picture are lifted by. */
export interface Ground {
  readonly raster: DepthRaster;
  /** σ of inverse depth, 1/m. */
  readonly noise: number;
  readonly up?: Vec3;
  readonly surface?: Surface;
}

/** Metres above the surface at which a thing's lowest seen point still tells that it stands on it. */
const standing: Metres = 0.015;
/** Where nothing tells which way is up, things are taken to stand as the picture does. */
const assumedUp: Vec3 = [0, -1, 0];

const axes: readonly Vec3[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** The direction that things are taken to stand along. */
export const standingUp = ({ up, surface }: Ground): Vec3 => up ?? surface?.up ?? assumedUp;

/** By the camera's axes. */
export const vec = (of: (axis: Vec3, index: number) => number): Vec3 => {
  const [x, y, z] = axes.map(of);
  return [x ?? 0, y ?? 0, z ?? 0];
};

/** How long it is. */
export const within = ({ from, to }: Range): Metres => to - from;

/** A thing with its hidden side. */
export interface Shape {
  readonly frame: Upright | undefined;
  readonly axis: Axis | undefined;
  readonly points: Float64Array;
  readonly vertical: Range;
  /** What tells its lower end. */
  readonly base: "surface" | "seen" | "hidden";
}

/** Cosine: what leans more than the up that somebody gives may err by is a wall, on which nothing stands. */
const upright = Math.cos((15 * Math.PI) / 180);

/**
 * Along up, where the surface is beneath a point: of a surface that leans against the up that is given, elsewhere than
 * beneath the camera. Undefined of a wall.
 */
const floorBeneath = (surface: Surface, up: Vec3, point: Vec3): Metres | undefined => {
  const lean = dot(surface.up, up);
  return lean > upright ? dot(up, point) - heightAbove(surface, point) / lean : undefined;
};

const baseOf = (seen: Range, middle: Vec3, ground: Ground): Metres | undefined => {
  const { surface, noise } = ground;
  const floor = surface && floorBeneath(surface, standingUp(ground), middle);
  if (floor === undefined) return undefined;
  const tolerance = Math.max(standing, 0.15 * within(seen), 3 * noise * middle[2] ** 2);
  return Math.abs(seen.from - floor) < tolerance ? floor : undefined;
};

/** What is seen of a thing, and what symmetry and the outline leave for the rest. */
export const shapeOf = (seen: SeenThing, mask: Mask, ground: Ground): Shape => {
  const depth = 1 / seen.inverse;
  const { raster } = ground;
  const up = standingUp(ground);
  const middle = scale(
    [
      (mask.box.left + mask.box.right) / 2 - raster.intrinsics.cx,
      (mask.box.top + mask.box.bottom) / 2 - raster.intrinsics.cy,
      raster.intrinsics.fx,
    ],
    depth / raster.intrinsics.fx,
  );
  const frame = uprightAt(middle, up);
  const ranging = seen.noise * depth * depth;
  const tolerance = Math.max(0.004, 2 * ranging);
  const axis = frame && axisOf(seen.points, frame, { mask, raster, tolerance, noise: ranging });
  const points = frame && axis ? completed(seen.points, axis, frame) : seen.points;
  const vertical = rangeAlong(seen.points, up, ranging);
  const floor = baseOf(vertical, middle, ground);
  return {
    frame,
    axis,
    points,
    vertical: { from: floor ?? vertical.from, to: vertical.to },
    base: floor !== undefined ? "surface" : frame ? "seen" : "hidden",
  };
};

/** Of its whole box. */
export const centreOf = ({ frame, axis, points, vertical }: Shape, up: Vec3): Vec3 => {
  const middle = scale(up, (vertical.from + vertical.to) / 2);
  if (frame && axis)
    return add(middle, add(scale(frame.away, axis.away), scale(frame.right, axis.right)));
  const flat = vec((direction) => {
    const { from, to } = rangeAlong(points, direction);
    return (from + to) / 2;
  });
  return add(flat, scale(up, (vertical.from + vertical.to) / 2 - dot(flat, up)));
};

export const standingBox = (
  { points, vertical }: Shape,
  { right, away }: Upright,
  ranging: Metres,
): StandingBox => ({
  away,
  extents: [
    within(rangeAlong(points, right, ranging)),
    within(rangeAlong(points, away, ranging)),
    within(vertical),
  ],
});
