import { type Metres, type Seconds, spearman } from "../core/index.js";
import { asThreshold, heldMeasure, type SuccessRule, successRules } from "./success-rules.js";
import type { Moment, Trace, TracePoint } from "./trace.js";

/** How well one episode was followed. */
export interface TrajectoryScore {
  readonly episode: string;
  readonly outcome: string;
  /** Absent when nobody says. */
  readonly succeeded?: boolean;
  readonly frames: number;
  readonly unanswered: number;
  /** Rank correlation of filtered distances and true ones over the answered frames; NaN when undefined. */
  readonly spearman: number;
  /** The same before the filter. */
  readonly spearmanRaw: number;
  /** Value-order correlation: the rank correlation of value and time; NaN when undefined. */
  readonly voc: number;
  /** By rule, what was held (a rule's threshold bounds it); NaN when nothing was. */
  readonly held: Readonly<Record<SuccessRule, Metres>>;
}

/** What a reward would make of a moment: nearer is better, and higher. Undefined without a distance. */
export const rewardValue = ({ distance, raised = 0 }: Moment): number | undefined =>
  distance === undefined ? undefined : raised - distance;

interface Pair {
  readonly a: number;
  readonly b: number;
}

const correlation = (
  points: readonly TracePoint[],
  of: (point: TracePoint) => readonly [number | undefined, number | undefined],
): number => {
  const pairs = points.flatMap((point): readonly Pair[] => {
    const [a, b] = of(point);
    return a === undefined || b === undefined ? [] : [{ a, b }];
  });
  return spearman(
    pairs.map(({ a }) => a),
    pairs.map(({ b }) => b),
  );
};

export const saidMoments = ({ points }: Trace) =>
  points.map(({ t, said }) => ({ t, moment: said }));
export const trueMoments = ({ points }: Trace) =>
  points.map((point) => ({ t: point.t, moment: point.true }));

const heldBy = (trace: Trace, rule: SuccessRule, hold: Seconds): Metres => {
  const measure = heldMeasure(rule, saidMoments(trace), hold);
  return Number.isFinite(measure) ? asThreshold(rule, measure) : Number.NaN;
};

export const scoreTrajectory = (trace: Trace, hold: Seconds): TrajectoryScore => {
  const { episode, outcome, succeeded, points } = trace;
  const [near, raised, carried] = successRules.map((rule) => heldBy(trace, rule, hold));
  return {
    episode,
    outcome,
    ...(succeeded !== undefined && { succeeded }),
    frames: points.length,
    unanswered: points.filter(({ said }) => said.distance === undefined).length,
    spearman: correlation(points, (point) => [point.said.distance, point.true.distance]),
    spearmanRaw: correlation(points, (point) => [point.raw, point.true.distance]),
    voc: correlation(points, ({ t, said }) => [rewardValue(said), t]),
    held: {
      near: near ?? Number.NaN,
      raised: raised ?? Number.NaN,
      carried: carried ?? Number.NaN,
    },
  };
};
