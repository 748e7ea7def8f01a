import { add, dot, type Metres, norm, scale, type Vec3 } from "../../core/index.js";
import {
  type Axis,
  axisOf,
  completed,
  type Range,
  rangeAlong,
  type Upright,
  uprightAt,
} from "./completed.js";
import type { Mask } from "./mask.js";
import type { DepthRaster } from "./raster.js";
import { pointOf, type SeenThing, seenThing } from "./seen.js";
import type { Surface } from "./surface.js";

/** Where a thing is and how large, and how far that may be off (1 σ); metres of the optical frame. */
export interface LiftedThing {
  /** Of the whole thing, hidden parts included. */
  readonly centre: Vec3;
  /** Along the camera's axes. */
  readonly size: Vec3;
  /** Along up; undefined without up. */
  readonly height?: Metres;
  readonly deviation: {
    readonly centre: Vec3;
    /** Undefined where only a part of it can be seen. */
    readonly size?: Vec3;
    readonly height?: Metres;
  };
  /** Share (0..1) of its outline where it is cut by the picture's edge, or by something nearer. */
  readonly cut: number;
  /** x, y, z of its surface as seen, one after the other. */
  readonly points: Float64Array;
}

/** What all things of a picture are lifted by. */
export interface Ground {
  readonly raster: DepthRaster;
  /** σ of inverse depth, 1/m. */
  readonly noise: number;
  readonly up?: Vec3;
  readonly surface?: Surface;
}

/** What tells the outline of a thing: somebody's mask, or depth within somebody's box. */
export type Outline = "mask" | "box";

/** Cut by more of its outline, a thing may go on anywhere. */
const mostCut = 0.08;
/** Metres above the surface at which a thing's lowest seen point still tells that it stands on it. */
const standing: Metres = 0.015;
/** Where nothing tells which way is up, things are taken to stand as the picture does. */
const assumedUp: Vec3 = [0, -1, 0];

const axes: readonly Vec3[] = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

const standingUp = ({ up, surface }: Ground): Vec3 => up ?? surface?.up ?? assumedUp;

const vec = (of: (axis: Vec3, index: number) => number): Vec3 => {
  const [x, y, z] = axes.map(of);
  return [x ?? 0, y ?? 0, z ?? 0];
};

const within = ({ from, to }: Range): Metres => to - from;

interface Shape {
  readonly frame: Upright | undefined;
  readonly axis: Axis | undefined;
  readonly points: Float64Array;
  readonly vertical: Range;
  /** What tells its lower end. */
  readonly base: "surface" | "seen" | "hidden";
}

const baseOf = (seen: Range, { surface, noise }: Ground, depth: Metres): Metres | undefined => {
  if (!surface) return undefined;
  const above = seen.from + surface.below;
  const tolerance = Math.max(standing, 0.15 * within(seen), 3 * noise * depth * depth);
  return above < tolerance ? -surface.below : undefined;
};

const shapeOf = (seen: SeenThing, mask: Mask, ground: Ground): Shape => {
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
  const floor = baseOf(vertical, ground, depth);
  return {
    frame,
    axis,
    points,
    vertical: { from: floor ?? vertical.from, to: vertical.to },
    base: floor !== undefined ? "surface" : frame ? "seen" : "hidden",
  };
};

const centreOf = ({ frame, axis, points, vertical }: Shape, up: Vec3): Vec3 => {
  const middle = scale(up, (vertical.from + vertical.to) / 2);
  if (frame && axis)
    return add(middle, add(scale(frame.away, axis.away), scale(frame.right, axis.right)));
  const flat = vec((direction) => {
    const { from, to } = rangeAlong(points, direction);
    return (from + to) / 2;
  });
  return add(flat, scale(up, (vertical.from + vertical.to) / 2 - dot(flat, up)));
};

/** Shares of a thing's extent by which it errs where it is hidden. */
const hidden = { outline: 0.04, width: 0.14 } as const;
/** In pixels: what lies beyond is drawn together to so much where the camera looks along the table. */
const outlineError = 0.6;
/** How many times as much things err by without up, and where no mask tells their outline. */
const withoutUp = 1.5;
const byBox = 2.5;

/** Sine of the angle at which the camera looks down on a thing. */
const steepness = ({ points }: SeenThing, ground: Ground): number => {
  const middle = pointOf(points, Math.floor(points.length / 6));
  return Math.abs(dot(middle, standingUp(ground))) / norm(middle);
};

const deviationOf = (
  shape: Shape,
  seen: SeenThing,
  size: Vec3,
  ground: Ground & { readonly outline: Outline },
): LiftedThing["deviation"] => {
  const depth = 1 / seen.inverse;
  const { raster, up } = ground;
  const doubt = (up ? 1 : withoutUp) * (ground.outline === "box" ? byBox : 1);
  const ranging = Math.hypot(seen.noise * depth * depth, 0.003 * depth);
  const pixel = depth / raster.intrinsics.fx;
  const across = Math.max(...size);
  const cut = seen.cut * across;
  const grazing = (outlineError * pixel) / Math.max(steepness(seen, ground), 0.05);
  const share = shape.axis?.by === "outline" ? hidden.outline : hidden.width;
  const behind = doubt * Math.min(hidden.width * across, Math.hypot(share * across, grazing));
  const below = shape.base === "hidden" ? 0.25 * across : doubt * 0.02 * across;
  const along = (direction: Vec3): Metres =>
    Math.hypot(
      doubt * ranging * direction[2],
      doubt * (pixel / 2) * (1 - Math.abs(direction[2])),
      behind * (shape.frame ? dot(direction, shape.frame.away) : 0),
      below * dot(direction, standingUp(ground)),
      cut,
    );
  const isWhole = seen.cut <= mostCut;
  const length = (direction: Vec3, extent: Metres): Metres =>
    Math.hypot(2 * along(direction), doubt * 0.02 * extent);
  return {
    centre: vec(along),
    ...(isWhole && { size: vec((direction, i) => length(direction, size[i as 0 | 1 | 2])) }),
    ...(isWhole &&
      up &&
      shape.base !== "hidden" && {
        height: Math.hypot(
          doubt * pixel,
          doubt * 3 * ranging * Math.abs(up[2]),
          doubt * 0.03 * within(shape.vertical),
          2 * behind * (shape.frame ? Math.abs(dot(up, shape.frame.away)) : 0),
        ),
      }),
  };
};

/**
 * A thing of a picture in space: the surface that is seen, with the far side that symmetry and the outline leave for it,
 * standing on the surface below where its lower end shows that it does. Undefined where depth shows too little of it.
 * @param mask in pixels of the raster
 */
export const liftThing = (
  mask: Mask,
  ground: Ground,
  outline: Outline,
): LiftedThing | undefined => {
  const { raster, noise, up, surface } = ground;
  const seen = seenThing(mask, raster, noise, surface);
  if (!seen) return undefined;
  const shape = shapeOf(seen, mask, ground);
  const ranging = seen.noise / seen.inverse ** 2;
  const size = vec((direction) => within(rangeAlong(shape.points, direction, ranging)));
  return {
    centre: centreOf(shape, standingUp(ground)),
    size,
    ...(up && { height: within(shape.vertical) }),
    deviation: deviationOf(shape, seen, size, { ...ground, outline }),
    cut: seen.cut,
    points: seen.points,
  };
};
