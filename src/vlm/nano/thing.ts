import {
  norm,
  type Pixel,
  uprightExtents,
  type Vec3,
  type WeightedExtent,
} from "../../core/index.js";
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

/** Edge of the cube with the bounding box's volume. */
export const volumeEdgeOf = (thing: Thing): Normal => {
  const { mean, variance } = logVolume(thing);
  return logNormal({ mean: mean / 3, variance: variance / 9 });
};

/** Extent across the image. */
export const widthOf = (thing: Thing): Normal => logNormal(logExtent(thing, 0));

/**
 * How far things are from upright cylinders, as a share of their largest extent where the camera looks at 45°: with
 * exact sizes 68 % of 1,532 simulated things of 30 shapes (bowls, spoons lying on the table) were within 0.235.
 */
const shapeDeviation = 0.25;

/** How far the camera's axes are from those of an upright thing, in all: 0 where they are the same. */
const obliqueness = (up: Vec3): number =>
  axes.reduce<number>((sum, axis) => {
    const a = Math.min(1, Math.abs(up[axis]));
    return sum + a * Math.sqrt(1 - a * a);
  }, 0);

/** Extent along `up`, from the extents along the camera's axes. Undefined where those can't tell it. */
export const heightOf = (thing: Thing, up: Vec3): Normal | undefined => {
  const weighted = (axis: 0 | 1 | 2): WeightedExtent => {
    const { mean, variance } = logNormal(logExtent(thing, axis));
    return { metres: mean, weight: 1 / Math.max(variance, 1e-12) };
  };
  const fit = uprightExtents([weighted(0), weighted(1), weighted(2)], up);
  return (
    fit && {
      mean: Math.max(0, fit.height),
      variance:
        fit.heightVariance + (shapeDeviation * obliqueness(up) * Math.max(...thing.size)) ** 2,
    }
  );
};
