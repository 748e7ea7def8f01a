import { dot, norm, type Random, scale, type Vec3 } from "../../core/index.js";
import { type DepthRaster, rayAt } from "./raster.js";

/** A plane in the optical frame: points of it have `dot(up, point) === -below`. */
export interface Surface {
  /** Unit normal, towards the camera's side. */
  readonly up: Vec3;
  /** Metres that the camera is above it. */
  readonly below: number;
  /** Share (0..1) of the measured pixels that lie in it. */
  readonly share: number;
  /** Whether it is known to be horizontal; else things rest on it, and it may be a wall. */
  readonly isLevel: boolean;
}

interface Sample {
  readonly ray: Vec3;
  readonly inverse: number;
  /** How far from a plane it may lie and be of it, 1/m. */
  readonly tolerance: number;
}

/** Pixels to each side of a sample that are averaged, and what noise that leaves: neighbours err alike. */
const about = 2;
const averaged = 2.5;
/** Share by which inverse depth may change from a pixel to the next. */
const steep = 0.05;
const samples = 500;
const tries = 240;
/** Tables are flat to so much. [m] */
const flat = 0.004;
/** Less of the picture is a wall's corner, or a thing's side. */
const leastShare = 0.1;
const backing = 0.25;
const fewestSamples = 50;
/** Cosines. A camera that is not known to be tilted more has walls before it, and tables below. */
const tilted = Math.cos((68 * Math.PI) / 180);
const beside = Math.cos((12 * Math.PI) / 180);

/** Of a pixel's surroundings, all of one surface: on a plane the mean is the middle's. NaN at edges and holes. */
const meanAbout = (
  { width, inverse }: DepthRaster,
  u: number,
  v: number,
  noise: number,
): number => {
  if (u < about || u >= width - about) return Number.NaN;
  let [sum, count, least, most] = [0, 0, Number.POSITIVE_INFINITY, 0];
  for (let y = v - about; y <= v + about; y++)
    for (let x = u - about; x <= u + about; x++) {
      const each = inverse[y * width + x] ?? Number.NaN;
      if (!(each > 0)) continue;
      sum += each;
      count += 1;
      least = Math.min(least, each);
      most = Math.max(most, each);
    }
  const isOne = most - least < 8 * noise + about * steep * least;
  const isWhole = count > 0.9 * (2 * about + 1) ** 2;
  return isOne && isWhole ? sum / count : Number.NaN;
};

const samplesOf = (raster: DepthRaster, noise: number, random: Random): readonly Sample[] => {
  const found: Sample[] = [];
  for (let n = 0; n < 3 * samples && found.length < samples; n++) {
    const pixel = random.int(0, raster.inverse.length - 1);
    const [u, v] = [pixel % raster.width, Math.floor(pixel / raster.width)];
    const inverse = meanAbout(raster, u, v, noise);
    if (!(inverse > 0)) continue;
    const tolerance = Math.hypot((2.5 * noise) / averaged, flat * inverse ** 2);
    found.push({ ray: rayAt(raster, u, v), inverse, tolerance });
  }
  return found;
};

/** The g with dot(g, ray) = inverse of three samples (Cramer); undefined where they don't tell. */
const through = (a: Sample, b: Sample, c: Sample, least = 1e-4): Vec3 | undefined => {
  const det = (p: Vec3, q: Vec3, r: Vec3): number =>
    p[0] * (q[1] * r[2] - q[2] * r[1]) -
    p[1] * (q[0] * r[2] - q[2] * r[0]) +
    p[2] * (q[0] * r[1] - q[1] * r[0]);
  const whole = det(a.ray, b.ray, c.ray);
  if (!(Math.abs(whole) > least)) return undefined;
  const at = (axis: 0 | 1 | 2): number => {
    const put = ({ ray, inverse }: Sample): Vec3 => {
      const [x, y, z] = ray;
      return axis === 0 ? [inverse, y, z] : axis === 1 ? [x, inverse, z] : [x, y, inverse];
    };
    return det(put(a), put(b), put(c)) / whole;
  };
  return [at(0), at(1), at(2)];
};

/** Least squares over samples: normal equations of three unknowns. */
const fitted = (of: readonly Sample[]): Vec3 | undefined => {
  const row = (axis: 0 | 1 | 2): Sample => {
    const ray: [number, number, number] = [0, 0, 0];
    let inverse = 0;
    for (const each of of) {
      const weight = each.ray[axis] / each.tolerance ** 2 / of.length;
      for (const other of [0, 1, 2] as const) ray[other] += weight * each.ray[other];
      inverse += weight * each.inverse;
    }
    const size = norm(ray) || 1;
    return { ray: scale(ray, 1 / size), inverse: inverse / size, tolerance: 1 };
  };
  return through(row(0), row(1), row(2), 1e-12);
};

const isOf =
  (plane: Vec3) =>
  ({ ray, inverse, tolerance }: Sample): boolean =>
    Math.abs(dot(plane, ray) - inverse) < tolerance;

/** How well it explains them: near ones count more (MSAC, Torr & Zisserman 2000). */
const scoreOf = (plane: Vec3, all: readonly Sample[]): number => {
  let score = 0;
  for (const { ray, inverse, tolerance } of all)
    score += Math.max(0, 1 - ((dot(plane, ray) - inverse) / tolerance) ** 2);
  return score;
};

/** The normal on the camera's side: before it, points have a positive dot product with `plane`. */
const upOf = (plane: Vec3): Vec3 => scale(plane, -1 / norm(plane));

type Suits = (up: Vec3) => boolean;

const level =
  (known: Vec3 | undefined): Suits =>
  (up) =>
    known ? dot(up, known) > beside : -up[1] > tilted;

const found = (all: readonly Sample[], random: Random, suits: Suits): Vec3 | undefined => {
  let best: { readonly plane: Vec3; readonly score: number } | undefined;
  for (let n = 0; n < tries; n++) {
    const plane = through(random.pick(all), random.pick(all), random.pick(all));
    if (!plane || !suits(upOf(plane))) continue;
    const score = scoreOf(plane, all);
    if (!best || score > best.score) best = { plane, score };
  }
  return best?.plane;
};

const refined = (first: Vec3, all: readonly Sample[]): Omit<Surface, "isLevel"> => {
  let plane = first;
  for (let n = 0; n < 3; n++) plane = fitted(all.filter(isOf(plane))) ?? plane;
  const share = all.filter(isOf(plane)).length / all.length;
  return { up: upOf(plane), below: 1 / norm(plane), share };
};

/**
 * The surface that things rest on, by RANSAC (Fischler & Bolles 1981): the horizontal one that shows most, a floor or the
 * top of a table. Horizontal is what stands across `known`, the direction against gravity; without it, what a camera that
 * looks down by at most 68° has below it. Where there is none of a tenth of what was measured, the plane that shows most
 * if it is a quarter: a table seen from above, or a wall; nobody knows.
 */
export const supportingSurface = (
  raster: DepthRaster,
  noise: number,
  random: Random,
  known?: Vec3,
): Surface | undefined => {
  const all = samplesOf(raster, noise, random);
  if (all.length < fewestSamples) return undefined;
  for (const [suits, least, isLevel] of [
    [level(known), leastShare, true],
    [() => true, backing, false],
  ] as const) {
    const plane = found(all, random, suits);
    const surface = plane && refined(plane, all);
    if (surface && surface.share >= least && suits(surface.up)) return { ...surface, isLevel };
  }
  return undefined;
};

/** Metres above the surface, below 0 beneath. */
export const heightAbove = ({ up, below }: Surface, point: Vec3): number => dot(up, point) + below;
