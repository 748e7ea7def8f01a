import { dot, type Metres, norm, type Vec3 } from "../../core/index.js";
import { pointOf, type SeenThing } from "./seen.js";
import { type Ground, type Shape, standingUp, vec, within } from "./shape.js";

/** How far what is said of a thing may be off, 1 σ; metres of the optical frame. */
export interface Deviation {
  readonly centre: Vec3;
  /** Undefined where only a part of it can be seen. */
  readonly size?: Vec3;
  readonly height?: Metres;
}

/** What tells the outline of a thing: somebody's mask, or depth within somebody's box. */
export type Outline = "mask" | "box";

/** Cut by more of its outline, a thing may go on anywhere. */
const mostCut = 0.08;
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

/** What is left open by noise, pixels, and what is hidden. */
export const deviationOf = (
  shape: Shape,
  seen: SeenThing,
  size: Vec3,
  ground: Ground & { readonly outline: Outline },
): Deviation => {
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
    ...(isWhole && { size: vec((direction) => length(direction, Math.abs(dot(direction, size)))) }),
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
