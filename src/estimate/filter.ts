import { type Metres, type Seconds, type Stamp, secondsBetween } from "../core/index.js";

/** What the filter believes of how lengths change and how models err. */
export interface FilterOptions {
  /** Standard deviation of how fast a length changes, m/s. */
  readonly speed: number;
  /** How long a speed lasts before it is another one: the time constant of its decay. */
  readonly persistence: Seconds;
  /**
   * The share of a measurement's variance that its neighbours in time have in common, in [0, 1): no number of frames
   * averages it away, so it stays in the published deviation.
   */
  readonly commonShare: number;
  /** A measurement further off than this many standard deviations is an outlier. */
  readonly gate: number;
  /** So many outliers in a row are no outliers: the filter begins anew from the last. */
  readonly patience: number;
  /** Deviation of a measurement that comes without one: a share of the length, and at least `leastStddev`. */
  readonly relativeStddev: number;
  readonly leastStddev: Metres;
}

/** Tuned on simulated approaches, retreats and pauses at 5 to 10 Hz (see the tests), where it has to earn its keep. */
export const filterDefaults: FilterOptions = {
  speed: 0.25,
  persistence: 1,
  commonShare: 0.25,
  gate: 4,
  patience: 4,
  relativeStddev: 0.25,
  leastStddev: 0.005,
};

/** A length, how fast it changes, and their covariance. */
interface Belief {
  readonly stamp: Stamp;
  readonly metres: Metres;
  readonly speed: number;
  readonly varMetres: number;
  readonly covariance: number;
  readonly varSpeed: number;
}

export interface FilterState {
  readonly belief?: Belief;
  /** Measurements rejected in a row. */
  readonly rejected: number;
  /** The part of the variance that no number of measurements removes, m². */
  readonly common: number;
}

export const startFilter: FilterState = { rejected: 0, common: 0 };

/** Undefined `metres`: the question went unanswered. Undefined `variance` (m²): the source can't say. */
export interface Measurement {
  readonly stamp: Stamp;
  readonly metres?: Metres;
  readonly variance?: number;
}

export interface Filtered {
  readonly state: FilterState;
  /** At least 0; undefined when this frame was not measured. */
  readonly metres?: Metres;
  readonly stddev?: Metres;
  /** The measurement was taken for an outlier: `metres` is what was expected instead. */
  readonly rejected: boolean;
}

/**
 * The belief `dt` later. Speed is an Ornstein–Uhlenbeck process (integrated exactly): over a few frames this is the
 * constant-velocity model, over a long gap the speed is forgotten instead of carried on for ever.
 */
const predicted = (belief: Belief, stamp: Stamp, options: FilterOptions): Belief => {
  const { speed: sigma, persistence: tau } = options;
  const dt = secondsBetween(belief.stamp, stamp);
  const keep = Math.exp(-dt / tau);
  const reach = tau * (1 - keep);
  const { varMetres: p, covariance: c, varSpeed: v } = belief;
  return {
    stamp,
    metres: belief.metres + reach * belief.speed,
    speed: keep * belief.speed,
    varMetres:
      p +
      2 * reach * c +
      reach ** 2 * v +
      (sigma * tau) ** 2 * ((2 * dt) / tau - 3 + 4 * keep - keep ** 2),
    covariance: keep * (c + reach * v) + (sigma * reach) ** 2 / tau,
    varSpeed: keep ** 2 * v + sigma ** 2 * (1 - keep ** 2),
  };
};

const corrected = (belief: Belief, metres: Metres, variance: number): Belief => {
  const spread = belief.varMetres + variance;
  const [gain, speedGain] = [belief.varMetres / spread, belief.covariance / spread];
  const off = metres - belief.metres;
  return {
    stamp: belief.stamp,
    // A length is never negative, and neither is what is believed of it.
    metres: Math.max(0, belief.metres + gain * off),
    speed: belief.speed + speedGain * off,
    varMetres: (1 - gain) * belief.varMetres,
    covariance: (1 - gain) * belief.covariance,
    varSpeed: belief.varSpeed - speedGain * belief.covariance,
  };
};

const begun = (stamp: Stamp, metres: Metres, variance: number, options: FilterOptions): Belief => ({
  stamp,
  metres,
  speed: 0,
  varMetres: variance,
  covariance: 0,
  varSpeed: options.speed ** 2,
});

const usable = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value) && value >= 0;

const varianceOf = (metres: Metres, variance: number | undefined, options: FilterOptions): number =>
  Math.max(
    usable(variance) ? variance : (options.relativeStddev * metres) ** 2,
    options.leastStddev ** 2,
  );

/**
 * One measurement of one length, filtered: a Kalman filter of length and speed with the measurement's own variance.
 * Causal and pure. Stamps must ascend; a stamp that doesn't is left out, as is a length that is not finite.
 */
export const stepFilter = (
  state: FilterState,
  { stamp, metres, variance }: Measurement,
  options: FilterOptions = filterDefaults,
): Filtered => {
  const late = state.belief !== undefined && stamp <= state.belief.stamp;
  if (!usable(metres) || late) return { state, rejected: false };
  const whole = varianceOf(metres, variance, options);
  const own = whole * (1 - options.commonShare);
  const common = whole * options.commonShare;
  if (!state.belief) return accepted(begun(stamp, metres, own, options), common);
  const belief = predicted(state.belief, stamp, options);
  const spread = belief.varMetres + whole;
  if ((metres - belief.metres) ** 2 <= options.gate ** 2 * spread)
    return accepted(corrected(belief, metres, own), common);
  if (state.rejected + 1 >= options.patience)
    return accepted(begun(stamp, metres, own, options), common);
  return told({ belief, common: state.common, rejected: state.rejected + 1 }, belief, true);
};

const accepted = (belief: Belief, common: number): Filtered =>
  told({ belief, common, rejected: 0 }, belief, false);

const told = (state: FilterState, belief: Belief, rejected: boolean): Filtered => ({
  state,
  metres: Math.max(0, belief.metres),
  stddev: Math.sqrt(belief.varMetres + state.common),
  rejected,
});
