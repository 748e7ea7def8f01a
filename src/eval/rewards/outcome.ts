import { kendall, rocAuc } from "../../core/index.js";
import { defineMeasure } from "./measure.js";
import { endsOf, valueCurve } from "./value-curve.js";

/**
 * What an episode is worth when it ends: the potential there, never a reward. The payment for success would give every
 * judged success away, and of shaped rewards the sum is what the last frame is worth less the first.
 */
export const successByLastValue = defineMeasure({
  title: "success AUC",
  means: "probability that a success ends with a higher value than a failure, ties half",
  sampleOf: (trace, side) => {
    const { succeeded } = trace;
    if (succeeded === undefined) return { remark: "ended-otherwise" };
    const { last } = endsOf(valueCurve(trace.points, side));
    // Never answered: it can't be told from the worst.
    const value = Number.isNaN(last) ? Number.NEGATIVE_INFINITY : last;
    return { sample: { succeeded, value }, ...(Number.isNaN(last) && { remark: "unanswered" }) };
  },
  statistic: (samples) => {
    const of = (wanted: boolean): number[] =>
      samples.filter(({ succeeded }) => succeeded === wanted).map(({ value }) => value);
    return rocAuc(of(true), of(false));
  },
});

/** Kendall's tau-b, as Robometer and RynnValue rank rollouts (ties of either side are taken out of its range). */
export const rolloutOrder = defineMeasure({
  title: "Kendall between episodes",
  means: "tau-b of episodes ranked by their last value and by their true last value",
  sampleOf: (trace, side) => {
    const truth = endsOf(valueCurve(trace.points, "true")).last;
    if (Number.isNaN(truth)) return { remark: "no-truth" };
    const { last } = endsOf(valueCurve(trace.points, side));
    const value = Number.isNaN(last) ? Number.NEGATIVE_INFINITY : last;
    return { sample: { value, truth }, ...(Number.isNaN(last) && { remark: "unanswered" }) };
  },
  statistic: (samples) =>
    kendall(
      samples.map(({ value }) => value),
      samples.map(({ truth }) => truth),
    ),
});
