import { median, scale, type Vec3 } from "../../core/index.js";
import { countOf, has, type Mask, pixelsOf, widthOf } from "./mask.js";
import { type Grid, type Slope, slopesOf } from "./plane-fit.js";
import { type DepthRaster, rayAt } from "./raster.js";
import { heightAbove, type Surface } from "./surface.js";

/** What depth shows of a thing. */
export interface SeenThing {
  /** x, y, z of each pixel that shows it, one after the other, in metres of the optical frame. */
  readonly points: Float64Array;
  /** Of its surface, the median. [1/m] */
  readonly inverse: number;
  /** σ of a point's inverse depth after neighbours were averaged, 1/m. */
  readonly noise: number;
  /** Share (0..1) of its outline where it is cut: by the picture's edge, or by something nearer. */
  readonly cut: number;
  /** Whether the picture's edge cuts it. */
  readonly atEdge: boolean;
}

/** Two neighbours of one surface differ by so much at most, beyond noise. [m] */
const relief = 0.02;
/** Share of the noise's variance that neighbours within tens of pixels have in common: no average takes it away. */
const common = 0.04;
/** Pixels to each side that are averaged, at most: so much of a thing's, by the root of its area. */
const farthest = 0.35;
/** σ that is small enough as it is, as a share of depth. */
const fine = 0.0015;
/** Pixels within the outline that depth images misplace. */
const rim = 1;
/** So many pixels beyond the outline something nearer is looked for. */
const beyond = 3;
/** What is no higher above the surface that things stand on hides none of them. [m] */
const low = 0.02;
/** Neighbours err alike, so that an average of n has the variance of n / grain. */
const grain = 3;
/** Surfaces are seldom steeper: by so much depth changes over its own breadth. */
const steepness = 1;
/** Share of the mask that depth must show. */
const leastShown = 0.7;
/** Fewer pixels show nothing that could be measured. */
const fewest = 12;

/** The mask's depths, with its rim's left open where depth is of something else. */
const coreOf = (mask: Mask): Mask => {
  const inside = new Uint8Array(mask.inside.length);
  const width = widthOf(mask);
  for (const [u, v] of pixelsOf(mask)) {
    const isCore =
      has(mask, u - rim, v) &&
      has(mask, u + rim, v) &&
      has(mask, u, v - rim) &&
      has(mask, u, v + rim);
    if (isCore) inside[(v - mask.box.top) * width + u - mask.box.left] = 1;
  }
  return { box: mask.box, inside };
};

const gateAt = (inverse: number, noise: number): number =>
  Math.max(4 * noise, relief * inverse * inverse);

/** The pixels that hang together in depth with most others: a label per pixel of the box, and the largest label. */
const largestPart = (depths: Float32Array, width: number, noise: number): Uint8Array => {
  const labels = new Int32Array(depths.length);
  const stack: number[] = [];
  let [best, most, label] = [0, 0, 0];
  for (let start = 0; start < depths.length; start++) {
    if (labels[start] !== 0 || !((depths[start] ?? Number.NaN) > 0)) continue;
    label += 1;
    let count = 0;
    labels[start] = label;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      count += 1;
      const here = depths[at] ?? 0;
      const column = at % width;
      for (const next of [
        column > 0 ? at - 1 : -1,
        column < width - 1 ? at + 1 : -1,
        at - width,
        at + width,
        column > 1 ? at - 2 : -1,
        at - 2 * width,
      ]) {
        if (next < 0 || next >= depths.length || labels[next] !== 0) continue;
        if (!(Math.abs((depths[next] ?? Number.NaN) - here) < gateAt(here, noise))) continue;
        labels[next] = label;
        stack.push(next);
      }
    }
    if (count > most) [best, most] = [label, count];
  }
  const part = new Uint8Array(depths.length);
  for (let at = 0; at < part.length; at++) part[at] = labels[at] === best && best > 0 ? 1 : 0;
  return part;
};

/** Rings of pixels that are taken back: thin parts hang on by their ends. */
const rings = 60;

/** Takes pixels back that the core left out (its rim, and what is too thin to have a core), where depth goes on. */
const withRim = (core: Grid, mask: Mask, raster: DepthRaster, noise: number): Grid => {
  const { width } = core;
  const { left, top } = mask.box;
  const values = core.values.slice();
  let open = [...pixelsOf(mask)].filter(([u, v]) => {
    const own = raster.inverse[v * raster.width + u] ?? Number.NaN;
    return own > 0 && !((values[(v - top) * width + u - left] ?? Number.NaN) > 0);
  });
  for (let ring = 0; ring < rings; ring++) {
    const slopeAt = slopesOf({ values, width });
    const left2 = open.filter(([u, v]) => {
      const own = raster.inverse[v * raster.width + u] ?? Number.NaN;
      const fit = slopeAt(u - left, v - top, 2);
      const goesOn =
        fit !== undefined && Math.abs(fit.value - own) < Math.max(noise, (relief * own * own) / 2);
      if (goesOn) values[(v - top) * width + u - left] = own;
      return !goesOn;
    });
    if (left2.length === open.length) break;
    open = left2;
  }
  return { values, width };
};

/** Inverse depths within a mask's box; NaN where the mask isn't, and where nothing was measured. */
const depthsIn = ({ box, inside }: Mask, { width, inverse }: DepthRaster): Float32Array => {
  const columns = box.right - box.left;
  const depths = new Float32Array(inside.length).fill(Number.NaN);
  for (let v = box.top, at = 0; v < box.bottom; v++)
    for (let u = box.left; u < box.right; u++, at++)
      if (inside[at] === 1) depths[at] = inverse[v * width + u] ?? Number.NaN;
  return columns > 0 ? depths : new Float32Array();
};

/** Pixels to each side that bring the noise down to what is fine. */
const reachFor = (noise: number, inverse: number, area: number): number => {
  const wanted = fine * inverse;
  const enough = Math.ceil((noise / wanted - 1) / 2);
  return Math.max(0, Math.min(enough, Math.round(farthest * Math.sqrt(area))));
};

/** A pixel of a thing with the surface that it shows. */
interface Facet {
  readonly u: number;
  readonly v: number;
  readonly slope: Slope;
}

/** Each pixel of the mask that has enough measured about it. */
const facetsOf = (
  mask: Mask,
  grid: Grid,
  { reach, flatness }: { readonly reach: number; readonly flatness: number },
): readonly Facet[] => {
  const facets: Facet[] = [];
  const { left, top } = mask.box;
  const slopeAt = slopesOf(grid, flatness);
  for (const [u, v] of pixelsOf(mask)) {
    const own = grid.values[(v - top) * grid.width + u - left] ?? Number.NaN;
    const isRim = !(own > 0) || isOutline(mask, u, v);
    const r = Math.max(reach, isRim ? 2 : 0);
    const fit = r > 0 ? slopeAt(u - left, v - top, r) : level(own);
    const slope = fit && own > 0 && reach === 0 ? { ...fit, value: own } : fit;
    if (slope && slope.value > 0) facets.push({ u, v, slope });
  }
  return facets;
};

const level = (value: number): Slope => ({ value, right: 0, down: 0, variance: 1 });

const sides = [
  [-1, 0],
  [1, 0],
  [0, -1],
  [0, 1],
] as const;

const isOutline = (mask: Mask, u: number, v: number): boolean =>
  sides.some(([du, dv]) => !has(mask, u + du, v + dv));

/** The pixels' centres; and of the outline, the middles of the sides where it ends. */
const pointsOf = (mask: Mask, facets: readonly Facet[], raster: DepthRaster): Float64Array => {
  const points: number[] = [];
  const add = ({ u, v, slope }: Facet, du: number, dv: number): void => {
    const near = slope.value + du * slope.right + dv * slope.down;
    if (!(near > 0)) return;
    const [x, y] = rayAt(raster, u + du, v + dv);
    points.push(x / near, y / near, 1 / near);
  };
  for (const facet of facets) {
    add(facet, 0, 0);
    for (const [du, dv] of sides)
      if (!has(mask, facet.u + du, facet.v + dv)) add(facet, du / 2, dv / 2);
  }
  return Float64Array.from(points);
};

/** Of the outline, what ends at the picture's edge or against something nearer. */
const cutOf = (
  mask: Mask,
  facets: readonly Facet[],
  raster: DepthRaster,
  noise: number,
  surface: Surface | undefined,
): Pick<SeenThing, "cut" | "atEdge"> => {
  const { width, height, inverse } = raster;
  const isBelow = (u: number, v: number, near: number): boolean =>
    surface !== undefined && heightAbove(surface, scale(rayAt(raster, u, v), 1 / near)) < low;
  let [outline, edge, hidden] = [0, 0, 0];
  for (const { u, v, slope } of facets)
    for (const [du, dv] of sides) {
      if (has(mask, u + du, v + dv)) continue;
      outline += 1;
      if (u + du < 0 || u + du >= width || v + dv < 0 || v + dv >= height) edge += 1;
      const [x, y] = [u + beyond * du, v + beyond * dv];
      if (x < 0 || x >= width || y < 0 || y >= height || has(mask, x, y)) continue;
      const there = inverse[y * width + x] ?? Number.NaN;
      const expected = slope.value + beyond * (du * slope.right + dv * slope.down);
      const isNearer = there - Math.max(expected, slope.value) > gateAt(slope.value, noise);
      if (isNearer && !isBelow(x, y, there)) hidden += 1;
    }
  return { cut: (edge + hidden) / Math.max(1, outline), atEdge: edge > 0 };
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
  const width = widthOf(mask);
  const depths = depthsIn(coreOf(mask), raster);
  const part = largestPart(depths, width, noise);
  for (let at = 0; at < depths.length; at++) if (part[at] !== 1) depths[at] = Number.NaN;
  const known = [...depths].filter((each) => each > 0);
  if (known.length < fewest) return undefined;
  const inverse = median(known);
  const reach = reachFor(noise, inverse, known.length);
  const facets = facetsOf(mask, withRim({ values: depths, width }, mask, raster, noise), {
    reach,
    flatness: grain * (noise / ((steepness * inverse) / raster.intrinsics.fx)) ** 2,
  });
  if (facets.length < leastShown * countOf(mask)) return undefined;
  const variance = median(facets.map(({ slope }) => Math.min(1, grain * slope.variance)));
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
