/** A number that is not known exactly. */
export interface Normal {
  readonly mean: number;
  readonly variance: number;
}

/** Error function to 1.5e-7 (Abramowitz & Stegun 7.1.26). */
const erf = (x: number): number => {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const series =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - series * Math.exp(-x * x));
};

/** P(X ≤ x) of a standard normal. */
export const normalCdf = (x: number): number => (1 + erf(x / Math.SQRT2)) / 2;

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
