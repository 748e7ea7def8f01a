import { type Metres, type Seconds, spearman } from "../core/index.js";

/** One frame of an episode: what was estimated (undefined: unanswered) and what is true. */
export interface TrajectoryPoint {
  readonly t: Seconds;
  readonly estimate?: Metres;
  readonly truth: Metres;
}

export interface TrajectoryScore {
  readonly episode: string;
  readonly outcome: string;
  readonly succeeded: boolean;
  readonly frames: number;
  readonly unanswered: number;
  /** Rank correlation of estimate and truth over the answered frames; NaN when undefined. */
  readonly spearman: number;
  /** The smallest distance that was held for `hold` seconds, as estimated; Infinity when none was. */
  readonly heldDistance: Metres;
}

/**
 * The smallest threshold at which "closer than the threshold for `hold` seconds" would hold somewhere in the episode:
 * the minimum over windows of the largest distance within each. An unanswered frame ends a window.
 * It is the score that success is judged by, so that a threshold can be chosen on validation episodes and kept.
 */
export const heldDistance = (points: readonly TrajectoryPoint[], hold: Seconds): Metres => {
  let best = Number.POSITIVE_INFINITY;
  points.forEach((first, start) => {
    let largest = 0;
    for (const { t, estimate } of points.slice(start)) {
      if (estimate === undefined) return;
      largest = Math.max(largest, estimate);
      // A tenth of a millisecond: stamps of a steady rate carry rounding.
      if (t - first.t >= hold - 1e-4) {
        best = Math.min(best, largest);
        return;
      }
    }
  });
  return best;
};

export const scoreTrajectory = (
  episode: { readonly name: string; readonly outcome: string; readonly succeeded: boolean },
  points: readonly TrajectoryPoint[],
  hold: Seconds,
): TrajectoryScore => {
  const answered = points.flatMap(({ estimate, truth }) =>
    estimate === undefined ? [] : [{ estimate, truth }],
  );
  return {
    episode: episode.name,
    outcome: episode.outcome,
    succeeded: episode.succeeded,
    frames: points.length,
    unanswered: points.length - answered.length,
    spearman: spearman(
      answered.map(({ estimate }) => estimate),
      answered.map(({ truth }) => truth),
    ),
    heldDistance: heldDistance(points, hold),
  };
};

export interface SuccessJudgement {
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

export const judgeSuccess = (
  scores: readonly TrajectoryScore[],
  threshold: Metres,
): SuccessJudgement => {
  const judged = (some: readonly TrajectoryScore[]): number =>
    some.filter(({ heldDistance }) => heldDistance < threshold).length;
  const succeeded = scores.filter((score) => score.succeeded);
  const failed = scores.filter((score) => !score.succeeded);
  const outcomes = [...new Set(failed.map(({ outcome }) => outcome))].sort();
  return {
    threshold,
    falsePositiveRate: judged(failed) / failed.length,
    truePositiveRate: judged(succeeded) / succeeded.length,
    falsePositives: Object.fromEntries(
      outcomes.map((outcome) => {
        const these = failed.filter((score) => score.outcome === outcome);
        return [outcome, { judged: judged(these), of: these.length }];
      }),
    ),
  };
};

/**
 * The threshold with the largest (true − false) positive rate, halfway between the scores around it.
 * A false success does more harm than a missed one, so the smallest of equally good thresholds is taken.
 */
export const chooseThreshold = (scores: readonly TrajectoryScore[]): Metres => {
  const held = [...new Set(scores.map((score) => score.heldDistance))]
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const candidates = held.map((distance, i) => (distance + (held[i + 1] ?? distance * 1.1)) / 2);
  const worth = (threshold: Metres): number => {
    const { truePositiveRate, falsePositiveRate } = judgeSuccess(scores, threshold);
    return truePositiveRate - falsePositiveRate;
  };
  return candidates.reduce(
    (best, threshold) =>
      worth(threshold) > best.worth ? { threshold, worth: worth(threshold) } : best,
    { threshold: Number.NaN, worth: Number.NEGATIVE_INFINITY },
  ).threshold;
};
