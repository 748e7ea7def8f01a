import type { PixelBox, Random, Vec3 } from "../core/index.js";
import type { GivenFrame } from "./frames/index.js";
import {
  type DepthRaster,
  type Ground,
  type LiftedThing,
  liftThing,
  noiseOf,
  onGrid,
  onRaster,
  rasterOf,
  segmentBox,
  supportingSurface,
  surfaceAbout,
} from "./lift/index.js";
import type { FoundThing } from "./things/index.js";

/** A thing that was found, and where it is. */
export interface PlacedThing {
  readonly found: FoundThing;
  readonly place: Omit<LiftedThing, "points"> & { readonly points?: Float64Array };
}

/** The things of a picture in space. */
export interface EngineScene {
  readonly things: readonly PlacedThing[];
  /** Unit vector against gravity; undefined where nothing tells it. */
  readonly up?: Vec3;
  /** What tells up: the frame (TF, a setting, a file), or the surface that things stand on. */
  readonly upBy?: "given" | "surface";
  /** What lengths rest on. */
  readonly by: "depth" | "model";
  readonly ground?: Ground;
}

const groundOf = (
  raster: DepthRaster,
  noise: number,
  given: Vec3 | undefined,
  random: Random,
): Ground => {
  const surface = supportingSurface(raster, noise, random, given);
  const up = given ?? (surface?.isLevel ? surface.up : undefined);
  return { raster, noise, ...(surface && { surface }), ...(up && { up }) };
};

const isWithin = (inner: PixelBox, outer: PixelBox): boolean =>
  (inner.right - inner.left) * (inner.bottom - inner.top) <
    0.5 * (outer.right - outer.left) * (outer.bottom - outer.top) &&
  inner.left >= outer.left &&
  inner.right <= outer.right &&
  inner.top >= outer.top &&
  inner.bottom <= outer.bottom;

/** What depth tells of it; a thing that a model places and depth shows too little of stays out. */
const lifted = (found: FoundThing, all: readonly FoundThing[], ground: Ground) => {
  const { raster, noise, surface } = ground;
  const beneath = surface && surfaceAbout(onGrid(found.box, raster), raster, noise, surface);
  const local = { ...ground, ...(beneath && { surface: beneath }) };
  const inner = all.map(({ box }) => box).filter((box) => isWithin(box, found.box));
  const mask = found.mask
    ? onRaster(found.mask, raster)
    : segmentBox(found.box, inner, raster, local);
  const place = mask && liftThing(mask, local, found.mask ? "mask" : "box");
  return place ? [{ found, place }] : [];
};

/** Where the model itself says that it is. */
const asPlaced = (found: FoundThing): readonly PlacedThing[] => {
  const { placed } = found;
  if (!placed) return [];
  const { centre, size = [0, 0, 0], deviation } = placed;
  return [{ found, place: { centre, size, deviation, cut: 0 } }];
};

/** @throws SpatialRewardError image.* when the depth doesn't decode */
export const sceneOf = async (
  { frame }: GivenFrame,
  found: readonly FoundThing[],
  random: Random,
): Promise<EngineScene> => {
  const { depth, intrinsics, width, height, up } = frame;
  const raster =
    depth && intrinsics ? await rasterOf(depth, { width, height, intrinsics }) : undefined;
  const noise = raster ? noiseOf(raster) : Number.NaN;
  if (!raster || !(noise > 0)) {
    const things = found.flatMap(asPlaced);
    return { things, by: "model", ...(up && { up, upBy: "given" as const }) };
  }
  const ground = groundOf(raster, noise, up, random);
  const things = found.flatMap((one) => lifted(one, found, ground));
  return {
    things,
    by: "depth",
    ground,
    ...(ground.up && { up: ground.up, upBy: up ? ("given" as const) : ("surface" as const) }),
  };
};
