/** What a model's depths must be multiplied by, as a logarithm, and its variance. */
export interface Scale {
  readonly log: number;
  readonly variance: number;
}

/** A thing whose depth is known besides: the logarithm of known by told, and its variance. */
export interface Anchor {
  readonly thing: string;
  readonly log: number;
  readonly variance: number;
  /** How far the thing follows the scale. */
  readonly loading: number;
}

interface Mean extends Anchor {
  readonly count: number;
}

/** What pictures of one camera have told of its model's scale so far: of each thing the mean, recent ones above all. */
export type ScaleState = ReadonlyMap<string, Mean>;

export const startScale: ScaleState = new Map();

/**
 * Measured on nano's answers to 24 simulated recordings: errors of things in one picture have .78 of their variance in
 * common, for they stand on one table; a gripper shares half as much of its error with them. Most of it stays the same
 * through a recording, some is of each picture alone.
 */
const slowVariance = 0.006;
const ofOnePicture = 0.0015;
const gripperLoading = 0.55;
/** What of an anchor's variance stays the same through a recording, so that no number of pictures averages it away. */
const lastingShare = 0.3;
/** Pictures that count: what is older fades. */
const recent = 5;

/** Before anything is known of a camera. */
export const unknownScale: Scale = { log: 0, variance: slowVariance + ofOnePicture };

export const loadingOf = (isGripper: boolean): number => (isGripper ? gripperLoading : 1);

/** What is left of a told depth's relative variance when the scale is known. */
export const ownVariance = (relative: number, loading: number): number =>
  Math.max(0.5 * relative, relative - loading ** 2 * (slowVariance + ofOnePicture));

/** What a picture's anchors add. */
export const learnScale = (state: ScaleState, anchors: readonly Anchor[]): ScaleState => {
  const next = new Map(state);
  for (const anchor of anchors) {
    const before = state.get(anchor.thing);
    const count = Math.min(recent, (before?.count ?? 0) + 1);
    const mixed = (old: number, now: number): number => old + (now - old) / count;
    next.set(anchor.thing, {
      ...anchor,
      log: mixed(before?.log ?? anchor.log, anchor.log),
      variance: mixed(before?.variance ?? anchor.variance, anchor.variance),
      count,
    });
  }
  return next;
};

const corrected = (scale: Scale, { log, variance, loading, count }: Mean): Scale => {
  const noise = variance * (lastingShare + (1 - lastingShare) / count) + ofOnePicture / count;
  const gain = (loading * scale.variance) / (loading ** 2 * scale.variance + noise);
  return {
    log: scale.log + gain * (log - loading * scale.log),
    variance: (1 - gain * loading) * scale.variance,
  };
};

/** The scale by all anchors but the thing's own: what it tells of itself must not count twice. */
export const scaleFor = (state: ScaleState, thing: string): Scale => {
  const known = [...state.values()].filter((anchor) => anchor.thing !== thing);
  const slow = known.reduce(corrected, { log: 0, variance: slowVariance });
  return { log: slow.log, variance: slow.variance + ofOnePicture };
};
