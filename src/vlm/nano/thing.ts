import { norm, type Pixel, type Vec3 } from "../../core/index.js";
import { logNormal, type Normal } from "./distributions.js";

/** What the model believes of one named thing. */
export interface Thing {
  /** On the canvas. */
  readonly pixel: Pixel;
  /** Its centre: metres, optical frame; with a variance (m²) along each axis. */
  readonly point: Vec3;
  readonly pointVariance: Vec3;
  /** Extents along the camera's x, y, z: the median in metres, and the variance of its logarithm. */
  readonly size: Vec3;
  readonly sizeLogVariance: Vec3;
  /** Probability that it is in view. */
  readonly visible: number;
}

/** Position along a direction (unit vector). Axes err independently. */
export const along = ({ point, pointVariance }: Thing, [x, y, z]: Vec3): Normal => ({
  mean: point[0] * x + point[1] * y + point[2] * z,
  variance: pointVariance[0] * x * x + pointVariance[1] * y * y + pointVariance[2] * z * z,
});

/** Distance to the camera, to first order. */
export const range = (thing: Thing): Normal => {
  const { point } = thing;
  const length = norm(point);
  const towards: Vec3 =
    length > 0 ? [point[0] / length, point[1] / length, point[2] / length] : [0, 0, 1];
  return along(thing, towards);
};

const axes = [0, 1, 2] as const;

/** Logarithm of one extent. */
export const logExtent = ({ size, sizeLogVariance }: Thing, axis: 0 | 1 | 2): Normal => ({
  mean: Math.log(size[axis]),
  variance: sizeLogVariance[axis],
});

/** Logarithm of the bounding box's volume. */
export const logVolume = (thing: Thing): Normal =>
  axes
    .map((axis) => logExtent(thing, axis))
    .reduce((sum, { mean, variance }) => ({
      mean: sum.mean + mean,
      variance: sum.variance + variance,
    }));

/** Extent across the image. */
export const widthOf = (thing: Thing): Normal => logNormal(logExtent(thing, 0));

/**
 * How far things are from upright cylinders, as a share of their largest extent where the camera looks at 45°: with
 * exact sizes 68 % of 1,532 simulated things of 30 shapes (bowls, spoons lying on the table) were within 0.235.
 */
const shapeDeviation = 0.25;

/**
 * Extent along `up`, from the extents along the camera's axes. A thing standing with a round footprint of diameter W
 * and height H spans H |u_i| + W √(1 − u_i²) along axis i; H and W by weighted least squares over the three axes.
 * Undefined where the camera is rolled so that the axes can't tell H from W.
 */
export const heightOf = (thing: Thing, up: Vec3): Normal | undefined => {
  let [hh, hw, ww, hs, ws, oblique] = [0, 0, 0, 0, 0, 0];
  for (const axis of axes) {
    const { mean, variance } = logNormal(logExtent(thing, axis));
    const weight = 1 / Math.max(variance, 1e-12);
    const a = Math.min(1, Math.abs(up[axis]));
    const b = Math.sqrt(1 - a * a);
    hh += weight * a * a;
    hw += weight * a * b;
    ww += weight * b * b;
    hs += weight * a * mean;
    ws += weight * b * mean;
    oblique += a * b;
  }
  const determinant = hh * ww - hw * hw;
  if (!(determinant > 1e-6 * hh * ww)) return undefined;
  return {
    mean: Math.max(0, (hs * ww - ws * hw) / determinant),
    variance: ww / determinant + (shapeDeviation * oblique * Math.max(...thing.size)) ** 2,
  };
};
