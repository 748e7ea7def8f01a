import {
  createRandom,
  type Metres,
  type Random,
  type Stamp,
  stampOf,
} from "../../src/core/index.js";

/** One frame of a simulated episode: the truth, and what a model said of it (undefined: no answer). */
export interface SimulatedFrame {
  readonly stamp: Stamp;
  readonly truth: Metres;
  readonly metres?: Metres;
  readonly variance?: number;
}

const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.float())) * Math.cos(2 * Math.PI * random.float());

const between = (random: Random, low: number, high: number): number =>
  low + (high - low) * random.float();

/** Metres at a time: approaches of up to 0.5 m/s, retreats and pauses, with smooth starts and stops. */
const trajectory = (random: Random, seconds: number): ((t: number) => Metres) => {
  const knots: { readonly t: number; readonly d: number }[] = [
    { t: 0, d: between(random, 0.3, 0.7) },
  ];
  for (let t = 0, d = knots[0]?.d ?? 0; t < seconds; ) {
    const kind = random.int(0, 9);
    const target = kind < 5 ? between(random, 0, 0.1) : kind < 7 ? between(random, 0.2, 0.7) : d;
    // A smooth step is fastest in its middle, at 1.5 times its mean speed.
    const shortest = (1.5 * Math.abs(target - d)) / 0.5;
    t += Math.max(between(random, 0.8, 3), shortest);
    d = target;
    knots.push({ t, d });
  }
  return (t) => {
    const i = Math.max(
      1,
      knots.findIndex((knot) => knot.t >= t),
    );
    const [from, to] = [knots[i - 1], knots[i]];
    if (!from || !to) throw new RangeError(`no trajectory at ${t} s`);
    const x = (t - from.t) / (to.t - from.t);
    return from.d + (to.d - from.d) * x * x * (3 - 2 * x);
  };
};

/**
 * An episode of 12 s at 5 to 10 Hz as a vision model would see it: errors that grow with the distance, partly common to
 * neighbouring frames, with `outliers` (a share), single unanswered frames (5 %) and one drop-out of up to 1.5 s.
 * The variance a model states is that of its own answer, 10 to 25 % off the true one.
 */
export const simulatedEpisode = (
  seed: number,
  { outliers = 0.04 } = {},
): readonly SimulatedFrame[] => {
  const random = createRandom(seed);
  const seconds = 12;
  const rate = between(random, 5, 10);
  const truthAt = trajectory(random, seconds);
  const relative = between(random, 0.1, 0.2);
  const commonShare = between(random, 0.1, 0.4);
  const dropOut = between(random, 2, 9);
  const dropOutEnd = dropOut + between(random, 0.3, 1.5);
  const keep = Math.exp(-1 / rate / 1.5);
  let common = normal(random);
  return Array.from({ length: Math.floor(seconds * rate) }, (_, i): SimulatedFrame => {
    const t = (i + 0.3 * random.float()) / rate;
    const truth = truthAt(t);
    const stddev = Math.hypot(0.01, relative * truth);
    common = keep * common + Math.sqrt(1 - keep ** 2) * normal(random);
    const error = Math.sqrt(commonShare) * common + Math.sqrt(1 - commonShare) * normal(random);
    const outlier =
      random.float() < outliers ? between(random, 0.3, 1) * (random.int(0, 1) * 2 - 1) : 0;
    const metres = Math.abs(truth + stddev * error + outlier);
    const variance = (Math.hypot(0.01, relative * metres) * between(random, 0.8, 1.25)) ** 2;
    const unanswered = random.float() < 0.05 || (t > dropOut && t < dropOutEnd);
    const stamp = stampOf(t + 1e9);
    return unanswered ? { stamp, truth } : { stamp, truth, metres, variance };
  });
};
