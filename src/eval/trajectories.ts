import { kendall, median, type Seconds } from "../core/index.js";
import {
  chooseThreshold,
  type Judgeable,
  judgeSuccess,
  type SuccessJudgement,
  successAuc,
} from "./success.js";
import {
  asThreshold,
  heldAt,
  heldMeasure,
  type SuccessRule,
  successRules,
} from "./success-rules.js";
import type { Trace } from "./trace.js";
import { saidMoments, scoreTrajectory, type TrajectoryScore, trueMoments } from "./trajectory.js";

export interface SuccessOptions {
  /** How long a rule's condition must hold. */
  readonly hold: Seconds;
  /** The rule with the best AUC on these very episodes when not given: for validation only. */
  readonly rule?: SuccessRule;
  /** What the rule is bounded by; chosen on these very episodes when not given: for validation only. */
  readonly threshold?: number;
  /** A threshold chosen here lets through at most this share of the failures. */
  readonly mostFalse: number;
}

export interface TrajectoryReport {
  readonly episodes: number;
  /** Over all episodes, with filtered distances; one with too few answers to have an order counts as 0. */
  readonly medianSpearman: number;
  readonly medianSpearmanRaw: number;
  /** Medians of the value-order correlation. A rising curve has 1, whatever it stands for: look at both. */
  readonly voc: { readonly successes: number; readonly failures: number };
  /** Whether nothing is said of how the episodes ended, or all ended alike: then success is not judged. */
  readonly judged: boolean;
  /** Of the rule below, successes against all others. */
  readonly successAuc: number;
  /** Every rule's AUC: what to choose by, on validation. */
  readonly ruleAuc: Readonly<Record<SuccessRule, number>>;
  /** Kendall's tau between episodes: ranked by what the rule measured, and by what it measures of the truth. */
  readonly kendall: number;
  readonly hold: Seconds;
  /** Whether rule and threshold were chosen on these same episodes: then the rates below flatter. */
  readonly ruleChosenHere: boolean;
  readonly thresholdChosenHere: boolean;
  readonly success: SuccessJudgement;
  /**
   * Median over the successes judged so: how much later the rule holds than it would of the truth (at the threshold
   * that tells the truth's successes best). Negative: too early.
   */
  readonly delay: Seconds;
  readonly scores: readonly TrajectoryScore[];
}

const orZero = (value: number): number => (Number.isNaN(value) ? 0 : value);

type Source = (trace: Trace) => ReturnType<typeof saidMoments>;

const judgeable = (
  traces: readonly Trace[],
  rule: SuccessRule,
  hold: Seconds,
  source: Source,
): readonly Judgeable[] =>
  traces.flatMap((trace) => {
    const { outcome, succeeded } = trace;
    const measure = heldMeasure(rule, source(trace), hold);
    return succeeded === undefined ? [] : [{ outcome, succeeded, measure }];
  });

const ruleAucs = (traces: readonly Trace[], hold: Seconds): Record<SuccessRule, number> => {
  const auc = (rule: SuccessRule) => successAuc(judgeable(traces, rule, hold, saidMoments));
  return { near: auc("near"), raised: auc("raised"), carried: auc("carried") };
};

const bestRule = (auc: Readonly<Record<SuccessRule, number>>): SuccessRule =>
  successRules.reduce((best, rule) => (auc[rule] > auc[best] ? rule : best));

/** How much later each success is told than it is true. */
const delays = (
  traces: readonly Trace[],
  rule: SuccessRule,
  hold: Seconds,
  above: number,
): readonly Seconds[] => {
  const aboveTruth = chooseThreshold(judgeable(traces, rule, hold, trueMoments), 0);
  return traces
    .filter(({ succeeded }) => succeeded === true)
    .flatMap((trace) => {
      const told = heldAt(rule, saidMoments(trace), hold, above);
      const happened = heldAt(rule, trueMoments(trace), hold, aboveTruth);
      return told === undefined || happened === undefined ? [] : [told - happened];
    });
};

const rolloutTau = (traces: readonly Trace[], rule: SuccessRule, hold: Seconds): number =>
  kendall(
    traces.map((trace) => heldMeasure(rule, saidMoments(trace), hold)),
    traces.map((trace) => heldMeasure(rule, trueMoments(trace), hold)),
  );

/** Reward quality over episodes. */
export const reportTrajectories = (
  traces: readonly Trace[],
  { hold, rule: wanted, threshold, mostFalse }: SuccessOptions,
): TrajectoryReport => {
  const scores = traces.map((trace) => scoreTrajectory(trace, hold));
  const vocOf = (succeeded: boolean): number =>
    median(scores.filter((one) => one.succeeded === succeeded).map(({ voc }) => orZero(voc)));
  const ruleAuc = ruleAucs(traces, hold);
  const rule = wanted ?? bestRule(ruleAuc);
  const episodes = judgeable(traces, rule, hold, saidMoments);
  const above =
    threshold === undefined ? chooseThreshold(episodes, mostFalse) : asThreshold(rule, threshold);
  return {
    episodes: traces.length,
    medianSpearman: median(scores.map(({ spearman }) => orZero(spearman))),
    medianSpearmanRaw: median(scores.map(({ spearmanRaw }) => orZero(spearmanRaw))),
    voc: { successes: vocOf(true), failures: vocOf(false) },
    judged: !Number.isNaN(ruleAuc[rule]),
    successAuc: ruleAuc[rule],
    ruleAuc,
    kendall: rolloutTau(traces, rule, hold),
    hold,
    ruleChosenHere: wanted === undefined,
    thresholdChosenHere: threshold === undefined,
    success: judgeSuccess(episodes, rule, above),
    delay: median(delays(traces, rule, hold, above)),
    scores,
  };
};
