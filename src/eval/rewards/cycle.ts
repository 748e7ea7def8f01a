import { mean } from "../../core/index.js";
import type { Trace } from "../trace.js";
import { defineMeasure, type Sampled } from "./measure.js";
import { orderAlong } from "./order.js";
import type { Side } from "./value-curve.js";

/** The two halves of the cycle share the frame at which the film turns. */
const halves = ({ cycle, points }: Trace) => ({
  there: cycle.slice(0, points.length),
  back: cycle.slice(points.length - 1),
});

const remarkOf = (...parts: readonly Sampled<number>[]) => {
  const remark = parts.find((part) => part.remark)?.remark;
  return remark === undefined ? {} : { remark };
};

const succeededOnly =
  (score: (trace: Trace, side: Side) => Sampled<number>) =>
  (trace: Trace, side: Side): Sampled<number> =>
    trace.succeeded === true ? score(trace, side) : { remark: "ended-otherwise" };

/**
 * RoboValue's Cycle-VOC (arXiv 2610.26663, `cycle_voc_vs/cycle.py`): the film of a success runs to its end and back
 * without a cut; the mean of the correlations with progress there, which rises, and back, which falls. A clock has 0.
 * Theirs looks at annotated milestones, ours at all frames.
 */
export const cycleVoc = defineMeasure({
  title: "Cycle-VOC",
  means:
    "the film run to its end and back: mean of VOC there and of VOC with falling progress back",
  sampleOf: succeededOnly((trace, side) => {
    const { there, back } = halves(trace);
    const [up, down] = [orderAlong(there, side), orderAlong(back, side, -1)];
    if (up.sample === undefined || down.sample === undefined) return remarkOf(up, down);
    return { sample: (up.sample + down.sample) / 2, ...remarkOf(up, down) };
  }),
  statistic: mean,
});

/** +1: the value falls all the way back. −1: it rises though all is undone. */
export const reversedVoc = defineMeasure({
  title: "VOC, film run backwards",
  means: "the way back alone, against falling progress: 1 if the value falls, −1 if it rises",
  sampleOf: succeededOnly((trace, side) => orderAlong(halves(trace).back, side, -1)),
  statistic: mean,
});
