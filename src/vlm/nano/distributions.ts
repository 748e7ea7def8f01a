import { normalCdf } from "../../core/index.js";

/** A number that is not known exactly. */
export interface Normal {
  readonly mean: number;
  readonly variance: number;
}

/** P(X > 0). A certain number is above or not; an exact 0 is as much above as below. */
export const probabilityPositive = ({ mean, variance }: Normal): number =>
  variance > 0 ? normalCdf(mean / Math.sqrt(variance)) : (1 + Math.sign(mean)) / 2;

/** a − b for independent errors. */
export const difference = (a: Normal, b: Normal): Normal => ({
  mean: a.mean - b.mean,
  variance: a.variance + b.variance,
});

/** Moments of exp(X) where X is normal. */
export const logNormal = ({ mean, variance }: Normal): Normal => {
  const expected = Math.exp(mean + variance / 2);
  return { mean: expected, variance: expected ** 2 * Math.expm1(variance) };
};

/** Moments of |X| where X is normal. */
export const foldedNormal = ({ mean, variance }: Normal): Normal => {
  if (variance <= 0) return { mean: Math.abs(mean), variance: 0 };
  const deviation = Math.sqrt(variance);
  const density = Math.exp(-(mean ** 2) / (2 * variance)) * Math.sqrt(2 / Math.PI);
  const folded = deviation * density + mean * (1 - 2 * normalCdf(-mean / deviation));
  return { mean: folded, variance: Math.max(0, mean ** 2 + variance - folded ** 2) };
};

export const logistic = (logit: number): number => 1 / (1 + Math.exp(-logit));
