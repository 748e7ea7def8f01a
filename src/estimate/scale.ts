import { type Seconds, type Stamp, secondsBetween } from "../core/index.js";

/** What a camera's model is believed to err by in depth: the logarithm of true by told. */
export interface Scale {
  readonly log: number;
  readonly variance: number;
  readonly stamp?: Stamp;
}

/** A thing whose depth is known besides: the logarithm of known by told, and its variance. */
export interface Anchor {
  readonly thing: string;
  readonly log: number;
  readonly variance: number;
  /** How far the thing follows the scale. */
  readonly loading: number;
}

/**
 * Measured on nano's answers to simulated recordings: errors of things in one picture have .78 of their variance in
 * common, for they stand on one table; a gripper shares half as much of its error with them. Most of it stays the same
 * through a recording, some is of each picture alone.
 */
const slowVariance = 0.006;
const ofOnePicture = 0.0015;
const drift: Seconds = 30;
const gripperLoading = 0.55;
/** What of a thing's own error stays the same through a recording, so that no number of pictures averages it away. */
const lasting = 0.004;

export const loadingOf = (isGripper: boolean): number => (isGripper ? gripperLoading : 1);

/** What is left of a told depth's relative variance when the scale is known. */
export const ownVariance = (relative: number, loading: number): number =>
  Math.max(0.25 * relative, relative - loading ** 2 * (slowVariance + ofOnePicture));

export const startScale: Scale = { log: 0, variance: slowVariance };

/** The belief later on: what was learnt is forgotten slowly. */
const later = (scale: Scale, stamp: Stamp): Scale => {
  const dt = scale.stamp === undefined ? 0 : Math.max(0, secondsBetween(scale.stamp, stamp));
  const keep = Math.exp(-dt / drift);
  return {
    log: keep * scale.log,
    variance: keep ** 2 * scale.variance + (1 - keep ** 2) * slowVariance,
    stamp,
  };
};

const corrected = (scale: Scale, { log, variance, loading }: Anchor): Scale => {
  const spread = loading ** 2 * scale.variance + variance;
  const off = log - loading * scale.log;
  const gain = (loading * scale.variance) / spread;
  return { ...scale, log: scale.log + gain * off, variance: (1 - gain * loading) * scale.variance };
};

/** The scale in one picture, by all anchors but the thing's own: what it tells of itself must not count twice. */
export const scaleFor = (
  before: Scale,
  stamp: Stamp,
  anchors: readonly Anchor[],
  thing: string,
): Scale => {
  const slow = later(before, stamp);
  const inPicture = { ...slow, variance: slow.variance + ofOnePicture };
  return anchors.filter((anchor) => anchor.thing !== thing).reduce(corrected, inPicture);
};

/** What a picture adds to the belief. Lasting errors of the things keep it from growing surer than they allow. */
export const learnScale = (before: Scale, stamp: Stamp, anchors: readonly Anchor[]): Scale => {
  const slow = later(before, stamp);
  if (anchors.length === 0) return slow;
  const noisy = anchors.map((each) => ({
    ...each,
    variance: each.variance + ofOnePicture + lasting,
  }));
  const learnt = noisy.reduce(corrected, slow);
  const least =
    1 /
    (1 / slowVariance +
      anchors.reduce((sum, a) => sum + a.loading ** 2 / (lasting + ofOnePicture / 3), 0));
  return learnt.variance >= least
    ? learnt
    : { ...learnt, variance: Math.min(slow.variance, least) };
};
