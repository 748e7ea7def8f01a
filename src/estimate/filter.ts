import { type Metres, type Seconds, type Stamp, secondsBetween } from "../core/index.js";

/** What the filter believes of how lengths change and how models err. */
export interface FilterOptions {
  /**
   * Models err by factors, not by centimetres, down to about this length: the filter works on log(length + softening),
   * where a model's errors are alike whether the gripper is far or near.
   */
  readonly softening: Metres;
  /** Standard deviation of how fast a softened length changes, as a share of it per second. */
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

/**
 * Tuned on simulated approaches, retreats and pauses at 5 to 10 Hz (see the tests) and on nano's answers along
 * validation episodes.
 */
export const filterDefaults: FilterOptions = {
  softening: 0.02,
  speed: 1,
  persistence: 0.5,
  commonShare: 0.25,
  gate: 2.5,
  patience: 4,
  relativeStddev: 0.25,
  leastStddev: 0.005,
};

/** The logarithm of a softened length, how fast it changes per second, and their covariance. */
interface Belief {
  readonly stamp: Stamp;
  readonly log: number;
  readonly speed: number;
  readonly varLog: number;
  readonly covariance: number;
  readonly varSpeed: number;
}

export interface FilterState {
  readonly belief?: Belief;
  /** Measurements rejected in a row. */
  readonly rejected: number;
  /** The part of the logarithm's variance that no number of measurements removes. */
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
  const { varLog: p, covariance: c, varSpeed: v } = belief;
  return {
    stamp,
    log: belief.log + reach * belief.speed,
    speed: keep * belief.speed,
    varLog:
      p +
      2 * reach * c +
      reach ** 2 * v +
      (sigma * tau) ** 2 * ((2 * dt) / tau - 3 + 4 * keep - keep ** 2),
    covariance: keep * (c + reach * v) + (sigma * reach) ** 2 / tau,
    varSpeed: keep ** 2 * v + sigma ** 2 * (1 - keep ** 2),
  };
};

const corrected = (belief: Belief, log: number, variance: number): Belief => {
  const spread = belief.varLog + variance;
  const [gain, speedGain] = [belief.varLog / spread, belief.covariance / spread];
  const off = log - belief.log;
  return {
    stamp: belief.stamp,
    log: belief.log + gain * off,
    speed: belief.speed + speedGain * off,
    varLog: (1 - gain) * belief.varLog,
    covariance: (1 - gain) * belief.covariance,
    varSpeed: belief.varSpeed - speedGain * belief.covariance,
  };
};

const begun = (stamp: Stamp, log: number, variance: number, options: FilterOptions): Belief => ({
  stamp,
  log,
  speed: 0,
  varLog: variance,
  covariance: 0,
  varSpeed: options.speed ** 2,
});

const usable = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value) && value >= 0;

/** A measurement as the filter sees it: log(metres + softening), and that logarithm's variance. */
const softened = (metres: Metres, variance: number | undefined, options: FilterOptions) => {
  const known = usable(variance) ? variance : (options.relativeStddev * metres) ** 2;
  const length = metres + options.softening;
  return {
    log: Math.log(length),
    variance: Math.max(known, options.leastStddev ** 2) / length ** 2,
  };
};

/**
 * One measurement of one length, filtered: a Kalman filter of the length's logarithm and its speed with the
 * measurement's own variance. Causal and pure. Stamps must ascend; a stamp that doesn't is left out, as is a length
 * that is not finite.
 */
export const stepFilter = (
  state: FilterState,
  { stamp, metres, variance }: Measurement,
  options: FilterOptions = filterDefaults,
): Filtered => {
  const late = state.belief !== undefined && stamp <= state.belief.stamp;
  if (!usable(metres) || late) return { state, rejected: false };
  const { log, variance: whole } = softened(metres, variance, options);
  const own = whole * (1 - options.commonShare);
  const accepted = (belief: Belief): Filtered =>
    told({ belief, common: whole * options.commonShare, rejected: 0 }, belief, options);
  if (!state.belief) return accepted(begun(stamp, log, own, options));
  const belief = predicted(state.belief, stamp, options);
  const spread = belief.varLog + whole;
  if ((log - belief.log) ** 2 <= options.gate ** 2 * spread)
    return accepted(corrected(belief, log, own));
  const rejected = state.rejected + 1;
  if (rejected >= options.patience) return accepted(begun(stamp, log, own, options));
  return told({ belief, common: state.common, rejected }, belief, options);
};

/** What is believed, as a length again: the median, and the deviation at it. */
const told = (state: FilterState, belief: Belief, { softening }: FilterOptions): Filtered => {
  const length = Math.exp(belief.log);
  return {
    state,
    metres: Math.max(0, length - softening),
    stddev: length * Math.sqrt(belief.varLog + state.common),
    rejected: state.rejected > 0,
  };
};
