import type { Trace } from "../trace.js";
import { bootstrap, type Interval } from "./bootstrap.js";
import type { Side } from "./value-curve.js";

/** Why an episode counts as 0, or not at all. */
export type Remark =
  /** The backend's curve never changes: its correlation is undefined, and counts as 0. */
  | "constant"
  /** Too few of the frames were answered to have an order: counts as 0. */
  | "unanswered"
  /** Too few frames to have an order: left out. */
  | "short"
  /** It ended otherwise than what is measured here, or nobody says how: left out. */
  | "ended-otherwise"
  /** The truth has no fall of the kind: left out. */
  | "no-fall"
  /** No other thing was asked about: left out. */
  | "no-others"
  /** What is true isn't known: left out. */
  | "no-truth";

/** What one episode gives to a measure. */
export interface Sampled<Sample> {
  readonly sample?: Sample;
  readonly remark?: Remark;
}

export interface RewardScore extends Interval {
  /** NaN: undefined on these episodes; `remarks` say why. */
  readonly value: number;
  /** The same of the true curves: what a perfect backend would have here. */
  readonly ofTruth: number;
  /** That it is of. */
  readonly episodes: number;
  readonly remarks: Readonly<Partial<Record<Remark, number>>>;
}

export interface Measure {
  readonly title: string;
  /** What it is, and by whose definition. */
  readonly means: string;
  readonly score: (traces: readonly Trace[]) => RewardScore;
}

/** A measure as its file defines it. */
export interface Definition<Sample> extends Pick<Measure, "title" | "means"> {
  readonly sampleOf: (trace: Trace, side: Side) => Sampled<Sample>;
  /** Of all samples; NaN where it is undefined. */
  readonly statistic: (samples: readonly Sample[]) => number;
}

const samplesOf = <Sample>(found: readonly Sampled<Sample>[]): readonly Sample[] =>
  found.flatMap(({ sample }) => (sample === undefined ? [] : [sample]));

const counted = (found: readonly Sampled<unknown>[]): RewardScore["remarks"] => {
  const counts: Partial<Record<Remark, number>> = {};
  for (const { remark } of found) if (remark) counts[remark] = (counts[remark] ?? 0) + 1;
  return counts;
};

export const defineMeasure = <Sample>({
  title,
  means,
  sampleOf,
  statistic,
}: Definition<Sample>): Measure => ({
  title,
  means,
  score: (traces) => {
    const found = traces.map((trace) => sampleOf(trace, "said"));
    const samples = samplesOf(found);
    return {
      value: statistic(samples),
      ...bootstrap(samples, statistic),
      ofTruth: statistic(samplesOf(traces.map((trace) => sampleOf(trace, "true")))),
      episodes: samples.length,
      remarks: counted(found),
    };
  },
});
