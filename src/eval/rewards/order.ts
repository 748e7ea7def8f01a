import { spearman } from "../../core/index.js";
import type { TracePoint } from "../trace.js";
import type { Sampled } from "./measure.js";
import { type Side, valueCurve } from "./value-curve.js";

/** Two frames have an order whatever they are worth. */
const fewest = 3;

/**
 * Rank correlation (Spearman, ties by their mean rank) of value and time along an episode, or along a part of it. As
 * RoboValue has it (arXiv 2610.26663, `cycle.py`) a curve that never changes counts as 0, since a backend that always
 * says the same would else not be counted at all; so does one that is hardly answered. `sign` −1: the value should fall.
 */
export const orderAlong = (
  points: readonly TracePoint[],
  side: Side,
  sign: 1 | -1 = 1,
): Sampled<number> => {
  if (points.length < fewest) return { remark: "short" };
  const curve = valueCurve(points, side);
  if (curve.length < fewest) return { sample: 0, remark: "unanswered" };
  const order = spearman(
    curve.map(({ value }) => value),
    curve.map(({ t }) => sign * t),
  );
  return Number.isNaN(order) ? { sample: 0, remark: "constant" } : { sample: order };
};
