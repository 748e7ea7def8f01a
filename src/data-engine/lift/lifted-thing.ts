import type { Metres, Vec3 } from "../../core/index.js";
import { type Deviation, deviationOf, type Outline } from "./deviation.js";
import type { Mask } from "./mask.js";
import { rangeAlong } from "./range.js";
import { seenThing } from "./seen.js";
import {
  centreOf,
  type Ground,
  type StandingBox,
  shapeOf,
  standingBox,
  standingUp,
  vec,
  within,
} from "./shape.js";

/** Where a thing is and how large, and how far that may be off (1 σ); metres of the optical frame. */
export interface LiftedThing {
  /** Of the whole thing, hidden parts included. */
  readonly centre: Vec3;
  /** Along the camera's axes. */
  readonly size: Vec3;
  /** Along up; undefined without up. */
  readonly height?: Metres;
  readonly deviation: Deviation;
  /** Its box as it stands; undefined of what is seen from straight above. */
  readonly standing?: StandingBox;
  /** Share (0..1) of its outline where it is cut by the picture's edge, or by something nearer. */
  readonly cut: number;
  /** x, y, z of its surface as seen, one after the other. */
  readonly points: Float64Array;
}

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
    ...(shape.frame && { standing: standingBox(shape, shape.frame, ranging) }),
    deviation: deviationOf(shape, seen, size, { ...ground, outline }),
    cut: seen.cut,
    points: seen.points,
  };
};
