import { groupBy, type Metres, rocAuc } from "../core/index.js";
import { asThreshold, type SuccessRule } from "./success-rules.js";

/** An episode as success is judged: what its rule measured (larger is better), and how it really ended. */
export interface Judgeable {
  readonly outcome: string;
  readonly succeeded: boolean;
  readonly measure: number;
}

export interface SuccessJudgement {
  readonly rule: SuccessRule;
  /** Of what the rule bounds, from above or from below. */
  readonly threshold: Metres;
  /** Of episodes that failed, the share judged a success: 5 % of these ruin on-policy learning. */
  readonly falsePositiveRate: number;
  /** Of episodes that succeeded, the share judged so. */
  readonly truePositiveRate: number;
  /** False positives by how the episode really ended. */
  readonly falsePositives: Readonly<
    Record<string, { readonly judged: number; readonly of: number }>
  >;
}

const measuresOf = (episodes: readonly Judgeable[], succeeded: boolean): number[] =>
  episodes.filter((one) => one.succeeded === succeeded).map(({ measure }) => measure);

/** How well a rule tells successes from failures, whatever its threshold; NaN without either. */
export const successAuc = (episodes: readonly Judgeable[]): number =>
  rocAuc(measuresOf(episodes, true), measuresOf(episodes, false));

const shareAbove = (measures: readonly number[], threshold: number): number =>
  measures.filter((measure) => measure > threshold).length / measures.length;

/** `above`: the rule's measure that an episode must exceed. */
export const judgeSuccess = (
  episodes: readonly Judgeable[],
  rule: SuccessRule,
  above: number,
): SuccessJudgement => {
  const failed = episodes.filter(({ succeeded }) => !succeeded);
  const outcomes = [...groupBy(failed, ({ outcome }) => outcome)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return {
    rule,
    threshold: asThreshold(rule, above),
    falsePositiveRate: shareAbove(measuresOf(episodes, false), above),
    truePositiveRate: shareAbove(measuresOf(episodes, true), above),
    falsePositives: Object.fromEntries(
      outcomes.map(([outcome, these]) => [
        outcome,
        { judged: these.filter(({ measure }) => measure > above).length, of: these.length },
      ]),
    ),
  };
};

/**
 * The measure to exceed with the most true successes among those that let through at most `mostFalse` of the
 * failures; halfway between the episodes around it, and the strictest of equally good ones. NaN without a measure.
 */
export const chooseThreshold = (episodes: readonly Judgeable[], mostFalse: number): number => {
  const measures = [...new Set(episodes.map(({ measure }) => measure))]
    .filter(Number.isFinite)
    .sort((a, b) => b - a);
  const [failed, succeeded] = [measuresOf(episodes, false), measuresOf(episodes, true)];
  let [best, found] = [Number.NEGATIVE_INFINITY, measures[0] ?? Number.NaN];
  measures.forEach((measure, i) => {
    const threshold = (measure + (measures[i + 1] ?? measure - Math.abs(measure) / 10)) / 2;
    const right = shareAbove(succeeded, threshold);
    if (shareAbove(failed, threshold) > mostFalse || right <= best) return;
    [best, found] = [right, threshold];
  });
  return found;
};
