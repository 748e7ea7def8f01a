import { mean } from "../../core/index.js";
import type { Trace, TracePoint } from "../trace.js";
import { defineMeasure, type Sampled } from "./measure.js";
import { endsOf, type Side, valueCurve } from "./value-curve.js";

/** What an episode gains from its beginning to its end; NaN without a valued frame. */
const gainOf = (points: readonly TracePoint[], side: Side): number => {
  const { first, last } = endsOf(valueCurve(points, side));
  return last - first;
};

interface Gains {
  readonly own: number;
  readonly others: readonly number[];
}

/** A thing that is never answered about has no gain, and nothing is compared with it. */
const gains = (trace: Trace, side: Side, score: (gains: Gains) => number): Sampled<number> => {
  if (trace.succeeded !== true) return { remark: "ended-otherwise" };
  const others = trace.others
    .map(({ points }) => gainOf(points, side))
    .filter((gain) => !Number.isNaN(gain));
  if (others.length === 0) return { remark: "no-others" };
  const own = gainOf(trace.points, side);
  return Number.isNaN(own)
    ? { sample: 0, remark: "unanswered" }
    : { sample: score({ own, others }) };
};

/**
 * Counterfactual grounding, RoboValue's TGA-CF for objects (arXiv 2610.26663, `tga.py`): the same film of a success,
 * with another thing named. Counts where the true thing's gain is above that of every other; a tie does not count.
 */
export const grounding = defineMeasure({
  title: "counterfactual grounding",
  means:
    "of successes, those whose value gains more for the thing taken than for any other in sight",
  sampleOf: (trace, side) =>
    gains(trace, side, ({ own, others }) => Number(own > Math.max(...others))),
  statistic: mean,
});

const credit = (own: number, other: number): number => (own > other ? 1 : own === other ? 0.5 : 0);

/** Thing against thing, a tie counting half: chance is 0.5, however many things there are. */
export const groundingPairs = defineMeasure({
  title: "grounding, pair by pair",
  means: "the share of other things that the thing taken gains more than, ties half; chance 0.5",
  sampleOf: (trace, side) =>
    gains(trace, side, ({ own, others }) => mean(others.map((other) => credit(own, other)))),
  statistic: mean,
});
