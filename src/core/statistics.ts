/** Middle value; mean of the two middle ones for an even count; NaN of nothing. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Linear interpolation between order statistics (type 7, as NumPy's default); NaN of nothing, or if one is NaN. */
export const quantile = (values: readonly number[], share: number): number => {
  if (values.some(Number.isNaN)) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
};

/** NaN of nothing. */
export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The bands of SpatialVLM's tables and ours: an estimate within these ratios of the truth, bounds included. */
export const ratioBands = {
  "50-200": [0.5, 2],
  "66.7-150": [2 / 3, 1.5],
  "75-125": [0.75, 1.25],
  "90-110": [0.9, 1.1],
} as const satisfies Record<string, readonly [number, number]>;

export type RatioBand = keyof typeof ratioBands;

export interface LengthErrors {
  readonly count: number;
  /** Mean absolute error, in the unit of the lengths. */
  readonly mae: number;
  /** Median of |estimate − truth| / truth, over truths above 0. */
  readonly medianRelative: number;
  /** Share (0..1) of estimates within each band, over truths above 0. */
  readonly within: Readonly<Record<RatioBand, number>>;
}

/** How far estimates are from truths; NaN figures of nothing. */
export const lengthErrors = (
  pairs: readonly { readonly estimate: number; readonly truth: number }[],
): LengthErrors => {
  const positive = pairs.filter(({ truth }) => truth > 0);
  const share = ([low, high]: readonly [number, number]): number =>
    mean(
      positive.map(({ estimate, truth }) => +(estimate >= low * truth && estimate <= high * truth)),
    );
  return {
    count: pairs.length,
    mae: mean(pairs.map(({ estimate, truth }) => Math.abs(estimate - truth))),
    medianRelative: median(positive.map(({ estimate, truth }) => Math.abs(estimate / truth - 1))),
    within: {
      "50-200": share(ratioBands["50-200"]),
      "66.7-150": share(ratioBands["66.7-150"]),
      "75-125": share(ratioBands["75-125"]),
      "90-110": share(ratioBands["90-110"]),
    },
  };
};

/** Probability that a standard normal variable is below z (Abramowitz & Stegun 7.1.26; error below 1.5e-7). */
export const normalCdf = (z: number): number => {
  const t = 1 / (1 + 0.3275911 * (Math.abs(z) / Math.SQRT2));
  const poly =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const upper = (poly * Math.exp((-z * z) / 2)) / 2;
  return z < 0 ? upper : 1 - upper;
};
