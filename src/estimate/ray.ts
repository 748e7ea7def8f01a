import { alongRay, norm, type PointEvidence, scale, varianceAlong } from "../core/index.js";

/** m², of a point along the ray to it. */
const alongOf = ({ covariance, point }: Pick<PointEvidence, "covariance" | "point">): number =>
  varianceAlong(covariance, scale(point, 1 / norm(point)));

/** Of a point's depth, as the square of a share. */
export const relativeVariance = (one: Pick<PointEvidence, "covariance" | "point">): number =>
  alongOf(one) / norm(one.point) ** 2;

/** m², of a point across the ray to it. */
export const acrossOf = (one: Pick<PointEvidence, "covariance" | "point">): number => {
  const [xx, , , yy, , zz] = one.covariance;
  return Math.max(1e-8, (xx + yy + zz - alongOf(one)) / 2);
};

/** A point so many times as deep on its ray, and as sure of that: `relative` is the square of a share, as above. */
export const withDepth = (said: PointEvidence, factor: number, relative: number): PointEvidence => {
  const point = scale(said.point, factor);
  return {
    ...said,
    point,
    covariance: alongRay(point, relative * norm(point) ** 2, acrossOf(said)),
  };
};
