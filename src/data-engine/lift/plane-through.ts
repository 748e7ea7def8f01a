import { norm, scale, type Vec3 } from "../../core/index.js";
import type { Sample } from "./samples.js";

/** The g with dot(g, ray) = inverse of three samples (Cramer); undefined where they don't tell. */
export const through = (a: Sample, b: Sample, c: Sample, least = 1e-4): Vec3 | undefined => {
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
export const fitted = (of: readonly Sample[]): Vec3 | undefined => {
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
