import { alongRay, type Covariance, type Intrinsics, lift, type Vec3 } from "../../core/index.js";
import type { Placed, Pointed } from "./source.js";

const leastVisible = 0.4;
/** Relative deviation of a depth that comes without one. */
const unsaid = 0.15;
/** A thing is pointed at about this well, as a share of its depth: half of nano's points lie within 1.5 of 320 pixels. */
const pointing = 0.008;
/** What it says of x and y beyond what follows from depth is wider than its errors by about so much. */
const overstated = 0.7;

/**
 * How far off what is measured at a pixel may be because the thing is elsewhere, 1 σ in metres: of 3,200 simulated
 * sightings those that nano was .55 sure to be in view were off by 4 cm and more in a third, those of .95 by 1.5 cm.
 */
export const doubt = ({ visible }: Pointed): number => 0.15 * (1 - visible) ** 1.5;

/** m², along the optical axis. */
export const depthVariance = ({ point, variance }: Placed): number =>
  variance?.[2] ?? (unsaid * point[2]) ** 2;

/** m², across the ray: x and y vary with the depth, and by what the pointing errs. */
export const acrossVariance = (one: Placed): number => {
  const { point, variance } = one;
  const least = (pointing * point[2]) ** 2 + (doubt(one) / 2) ** 2;
  if (!variance) return least;
  const besides = ([0, 1] as const).map(
    (axis) => variance[axis] - (point[axis] / point[2]) ** 2 * variance[2],
  );
  return Math.max(least, overstated ** 2 * Math.max(...besides));
};

/** 1 σ in metres across a ray along which alone something is known. */
const anywhere = 0.15;
/** How well a model points that points in the picture alone, as a share of the depth: some per cent of its width. */
const pointedAlone = 0.02;

/**
 * A place known by its depth (m, along the optical axis) behind a pixel. Across the ray it tells nothing where the model
 * does: the same pixel must not count twice.
 */
export const atDepth = (
  { pixel, point: told }: Pointed,
  depth: number,
  stddev: number,
  intrinsics: Intrinsics,
): { readonly point: Vec3; readonly covariance: Covariance } => {
  const point = lift(pixel, depth, intrinsics);
  const ray = Math.hypot(...point) / depth;
  const across = told ? anywhere : pointedAlone * depth;
  return { point, covariance: alongRay(point, (stddev * ray) ** 2, across ** 2) };
};

/** What is hardly in view is pointed at by guess: what is measured there is of something else. */
export const isSeen = ({ visible, point }: Pointed): boolean =>
  visible >= leastVisible && (point === undefined || point[2] > 0);
