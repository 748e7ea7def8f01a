import type { Pixel } from "./geometry.js";

/** How a lens bends what a pinhole would show: a model's name and its coefficients, as ROS and OpenCV define them. */
export interface Distortion {
  /** plumb_bob, rational_polynomial, equidistant…; "" when not said. */
  readonly model: string;
  readonly coefficients: readonly number[];
}

/**
 * From where a pinhole would see a point to where the lens does; both x/z, y/z of the optical frame. Undefined where
 * the model says nothing: beyond the radius at which a polynomial folds back onto itself.
 */
export type LensModel = (pinhole: Pixel) => Pixel | undefined;

type Bend = (x: number, y: number) => Pixel;

/**
 * k1, k2, p1, p2, k3, then k4, k5, k6 of the denominator and s1…s4 of a thin prism (OpenCV's order; what is not given
 * is 0). A tilted sensor (coefficients 13 and 14) is not modelled.
 */
const polynomial = (d: readonly number[]): Bend | undefined => {
  const [k1 = 0, k2 = 0, p1 = 0, p2 = 0, k3 = 0, k4 = 0, k5 = 0, k6 = 0] = d;
  const [s1 = 0, s2 = 0, s3 = 0, s4 = 0, ...tilt] = d.slice(8);
  if (tilt.some((value) => value !== 0)) return undefined;
  return (x, y) => {
    const r2 = x * x + y * y;
    const radial = 1 + r2 * (k1 + r2 * (k2 + r2 * k3));
    const scale = radial / (1 + r2 * (k4 + r2 * (k5 + r2 * k6)));
    return [
      x * scale + 2 * p1 * x * y + p2 * (r2 + 2 * x * x) + r2 * (s1 + r2 * s2),
      y * scale + p1 * (r2 + 2 * y * y) + 2 * p2 * x * y + r2 * (s3 + r2 * s4),
    ];
  };
};

/** k1…k4 of the angle from the optical axis (Kannala & Brandt 2006, as OpenCV's fisheye has it). */
const fisheye =
  ([k1 = 0, k2 = 0, k3 = 0, k4 = 0]: readonly number[]): Bend =>
  (x, y) => {
    const r = Math.hypot(x, y);
    if (r === 0) return [0, 0];
    const angle = Math.atan(r);
    const a2 = angle * angle;
    const scale = (angle * (1 + a2 * (k1 + a2 * (k2 + a2 * (k3 + a2 * k4))))) / r;
    return [x * scale, y * scale];
  };

/** By the names that drivers and calibrators write. */
const bends: Readonly<Record<string, (coefficients: readonly number[]) => Bend | undefined>> = {
  plumb_bob: polynomial,
  radtan: polynomial,
  rational_polynomial: polynomial,
  equidistant: fisheye,
  fisheye,
  kannala_brandt: fisheye,
};

const radiusStep = 0.01;
/** tan of 84°: no picture of a pinhole reaches further. */
const farthest = 10;

/** Radius from which on a bend no longer moves outwards, along the image's horizontal; infinite for most. */
const foldOf = (bend: Bend): number => {
  let before = 0;
  for (let r = radiusStep; r < farthest; r += radiusStep) {
    const [x] = bend(r, 0);
    if (!(x > before)) return r - radiusStep;
    before = x;
  }
  return Number.POSITIVE_INFINITY;
};

/**
 * The model of a lens; "straight" for one that bends nothing, "unknown" where its name or coefficients (not finite, a
 * tilted sensor) mean nothing to us. A fisheye's picture is no pinhole's even where all of its coefficients are 0.
 */
export const lensModelOf = ({
  model,
  coefficients,
}: Distortion): LensModel | "straight" | "unknown" => {
  const known = Object.hasOwn(bends, model) ? bends[model] : undefined;
  if (known !== fisheye && coefficients.every((value) => value === 0)) return "straight";
  const bend = coefficients.every(Number.isFinite) ? known?.(coefficients) : undefined;
  if (!bend) return "unknown";
  const fold = foldOf(bend);
  return ([x, y]) => (Math.hypot(x, y) <= fold ? bend(x, y) : undefined);
};

/** What to tell where a model is "unknown". */
export const unknownLensRemark = ({ model, coefficients }: Distortion): string => {
  if (!coefficients.every(Number.isFinite))
    return "the coefficients of the lens's distortion are not all numbers: it is ignored";
  if (model === "") return "the lens's distortion names no model: it is ignored";
  const tilted = Object.hasOwn(bends, model) ? " for a tilted sensor" : "";
  return `the lens model "${model}" is not known${tilted}: its distortion is ignored`;
};
