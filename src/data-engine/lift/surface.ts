import { dot, norm, type Random, scale, type Vec3 } from "../../core/index.js";
import { fitted, through } from "./plane-through.js";
import type { DepthRaster } from "./raster.js";
import { type Sample, samplesOf } from "./samples.js";

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

const tries = 240;
/** Less of the picture is a wall's corner, or a thing's side. */
const leastShare = 0.1;
const backing = 0.25;
const fewestSamples = 50;
/** Cosines. A camera that is not known to be tilted more has walls before it, and tables below. */
const tilted = Math.cos((68 * Math.PI) / 180);
const beside = Math.cos((12 * Math.PI) / 180);

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
