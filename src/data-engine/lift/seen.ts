import { median, type Vec3 } from "../../core/index.js";
import { type Cut, cutOf } from "./cut.js";
import { facetsOf, pointsOf } from "./facets.js";
import { keptDepths, knownIn } from "./kept-depths.js";
import { countOf, type Mask } from "./mask.js";
import type { DepthRaster } from "./raster.js";
import type { Surface } from "./surface.js";

/** What depth shows of a thing. */
export interface SeenThing extends Cut {
  /** x, y, z of each pixel that shows it, one after the other, in metres of the optical frame. */
  readonly points: Float64Array;
  /** Of its surface, the median. [1/m] */
  readonly inverse: number;
  /** σ of a point's inverse depth after neighbours were averaged, 1/m. */
  readonly noise: number;
}

/** Share of the noise's variance that neighbours within tens of pixels have in common: no average takes it away. */
const common = 0.04;
/** Pixels to each side that are averaged, at most: so much of a thing's, by the root of its area. */
const farthest = 0.35;
/** σ that is small enough as it is, as a share of depth. */
const fine = 0.0015;
/** Fewer pixels show nothing that could be measured. */
const fewest = 12;
/** Neighbours err alike, so that an average of n has the variance of n / grain. */
const grain = 3;
/** Surfaces are seldom steeper: by so much depth changes over its own breadth. */
const steepness = 1;
/** Share of the mask that depth must show. */
const leastShown = 0.7;

/** Pixels to each side that bring the noise down to what is fine. */
const reachFor = (noise: number, inverse: number, area: number): number => {
  const wanted = fine * inverse;
  const enough = Math.ceil((noise / wanted - 1) / 2);
  return Math.max(0, Math.min(enough, Math.round(farthest * Math.sqrt(area))));
};

/**
 * The surface of a thing that is seen: its mask's pixels with the depth of the largest part that hangs together, averaged
 * over neighbours as far as the noise asks for it. At the rim, where depth images show what is behind, the depth within
 * counts. Undefined where too little was measured.
 */
export const seenThing = (
  mask: Mask,
  raster: DepthRaster,
  noise: number,
  surface?: Surface,
): SeenThing | undefined => {
  const kept = keptDepths(mask, raster, noise);
  const known = knownIn(kept).sort();
  if (known.length < fewest) return undefined;
  const inverse = known[known.length >> 1] ?? Number.NaN;
  const slope = (steepness * inverse) / raster.intrinsics.fx;
  const reach = reachFor(noise, inverse, known.length);
  const facets = facetsOf(mask, kept, { reach, flatness: grain * (noise / slope) ** 2 });
  if (facets.length < leastShown * countOf(mask)) return undefined;
  const variance = median(facets.map(({ slope: { variance } }) => Math.min(1, grain * variance)));
  return {
    points: pointsOf(mask, facets, raster),
    inverse,
    noise: noise * Math.sqrt(common + (1 - common) * variance),
    ...cutOf(mask, facets, raster, noise, surface),
  };
};

export const pointOf = (points: Float64Array, index: number): Vec3 => [
  points[3 * index] ?? Number.NaN,
  points[3 * index + 1] ?? Number.NaN,
  points[3 * index + 2] ?? Number.NaN,
];
