import { mean } from "../../core/index.js";
import type { Trace } from "../trace.js";
import { defineMeasure, type Sampled } from "./measure.js";
import { orderAlong } from "./order.js";
import type { Side } from "./value-curve.js";

const along =
  (succeeded: boolean) =>
  (trace: Trace, side: Side): Sampled<number> =>
    trace.succeeded === succeeded ? orderAlong(trace.points, side) : { remark: "ended-otherwise" };

/** Value-order correlation (GVL, arXiv 2411.04549). One that rises whatever happens has 1: see the reversed film. */
export const vocOnSuccesses = defineMeasure({
  title: "VOC, successes",
  means: "rank correlation of value and time along episodes that succeed, mean over episodes",
  sampleOf: along(true),
  statistic: mean,
});

/** Should be as far below as the failures are from the goal; of a curve that always rises it is as high. */
export const vocOnFailures = defineMeasure({
  title: "VOC, failures",
  means: "the same along episodes that fail: as low as the truth's, not as low as can be",
  sampleOf: along(false),
  statistic: mean,
});
