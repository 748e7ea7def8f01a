/** What a model's depths must be multiplied by, as a logarithm, and its variance. */
export interface Scale {
  readonly log: number;
  readonly variance: number;
  /** The model is off by a factor that it never was where it was measured: all things follow it alike. */
  readonly isForeign?: true;
}

/** A thing whose depth is known besides: the logarithm of known by told, and its variance. */
export interface Anchor {
  readonly thing: string;
  readonly log: number;
  readonly variance: number;
  /** How far the thing follows the scale. */
  readonly loading: number;
  /** Beyond what the scale may be: either the model is wrong here, or what is known besides is of something else. */
  readonly isFar: boolean;
}

interface Mean extends Anchor {
  readonly count: number;
}

type Means = ReadonlyMap<string, Mean>;

/** What pictures of one camera have told of its model's scale so far: of each thing the mean, recent ones above all. */
export interface ScaleState {
  readonly near: Means;
  /** Of things that are far off now. */
  readonly far: Means;
}

export const startScale: ScaleState = { near: new Map(), far: new Map() };

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

/** Of a model's scale in pictures unlike those it has learnt from, another camera's or of a larger room. */
const foreignVariance = 0.5 ** 2;
/** Logarithms of a foreign scale, told by several things, differ by at most so many σ. */
const alike = 3;

/** Before anything is known of a camera. */
export const unknownScale: Scale = { log: 0, variance: slowVariance + ofOnePicture };

export const loadingOf = (isGripper: boolean): number => (isGripper ? gripperLoading : 1);

/** What is left of a told depth's relative variance when the scale is known. */
export const ownVariance = (relative: number, loading: number): number =>
  Math.max(0.5 * relative, relative - loading ** 2 * (slowVariance + ofOnePicture));

const mixed = (before: Mean | undefined, anchor: Anchor): Mean => {
  const count = Math.min(recent, (before?.count ?? 0) + 1);
  const mix = (old: number, now: number): number => old + (now - old) / count;
  return {
    ...anchor,
    log: mix(before?.log ?? anchor.log, anchor.log),
    variance: mix(before?.variance ?? anchor.variance, anchor.variance),
    count,
  };
};

/** What a picture's anchors add. */
export const learnScale = (state: ScaleState, anchors: readonly Anchor[]): ScaleState => {
  const near = new Map(state.near);
  const far = new Map(state.far);
  for (const anchor of anchors) {
    const { thing } = anchor;
    const means = anchor.isFar ? far : near;
    means.set(thing, mixed(means.get(thing), anchor));
    if (!anchor.isFar) far.delete(thing);
  }
  return { near, far };
};

const corrected = (scale: Scale, { log, variance, loading, count }: Mean): Scale => {
  const noise = variance * (lastingShare + (1 - lastingShare) / count) + ofOnePicture / count;
  const gain = (loading * scale.variance) / (loading ** 2 * scale.variance + noise);
  return {
    log: scale.log + gain * (log - loading * scale.log),
    variance: (1 - gain * loading) * scale.variance,
  };
};

/**
 * Whether a model's scale is another one here: one thing that is far off is more probably taken for another; several
 * that are off by the same factor are not, where they are the most.
 */
const isForeign = ({ near, far }: ScaleState): boolean => {
  const things = new Set([...near.keys(), ...far.keys()]);
  if (far.size < 2 || 2 * far.size <= things.size) return false;
  const anchors = [...far.values()];
  const information = anchors.reduce((sum, { variance }) => sum + 1 / variance, 0);
  const common = anchors.reduce((sum, { log, variance }) => sum + log / variance, 0) / information;
  return anchors.every(({ log, variance }) => (log - common) ** 2 < alike ** 2 * variance);
};

/** The scale by all anchors but the thing's own: what it tells of itself must not count twice. */
export const scaleFor = (state: ScaleState, thing: string): Scale => {
  const foreign = isForeign(state);
  const slow = [...(foreign ? state.far : state.near).values()]
    .filter((anchor) => anchor.thing !== thing)
    .map((anchor) => (foreign ? { ...anchor, loading: 1 } : anchor))
    .reduce(corrected, { log: 0, variance: foreign ? foreignVariance : slowVariance });
  const variance = slow.variance + ofOnePicture;
  return { log: slow.log, variance, ...(foreign && { isForeign: true as const }) };
};

/** How far a thing follows a scale. */
export const loadingIn = (scale: Scale, loading: number): number => (scale.isForeign ? 1 : loading);
