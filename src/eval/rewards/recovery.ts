import { type Metres, mean, type Seconds } from "../../core/index.js";
import type { Trace } from "../trace.js";
import { direction } from "./direction.js";
import { defineMeasure, type Sampled } from "./measure.js";
import { type Side, type Valued, valueCurve } from "./value-curve.js";

/** A true fall, and a true rise after it, of less than this is a hand that wavers. */
const least: Metres = 0.05;

interface Span {
  readonly from: Seconds;
  readonly to: Seconds;
}

/** What is lost, and what of it is won back after. */
export interface Setback {
  readonly fall: Span;
  /** Absent where nothing is won back. */
  readonly rise?: Span;
}

interface Fall {
  readonly top: Valued;
  readonly bottom: Valued;
}

const deepestFall = (curve: readonly Valued[]): Fall | undefined => {
  let top = curve[0];
  let found: Fall | undefined;
  for (const bottom of curve) {
    if (top === undefined || bottom.value >= top.value) top = bottom;
    else if (!found || top.value - bottom.value > found.top.value - found.bottom.value)
      found = { top, bottom };
  }
  return found;
};

/** The deepest fall of a true curve, and the rise to the highest point after it; undefined without one of 5 cm. */
export const setbackIn = (truth: readonly Valued[]): Setback | undefined => {
  const found = deepestFall(truth);
  if (!found || found.top.value - found.bottom.value < least) return undefined;
  const { top, bottom } = found;
  const fall = { from: top.t, to: bottom.t };
  const after = truth.filter(({ t }) => t > bottom.t);
  const peak = after.reduce((best, point) => (point.value > best.value ? point : best), bottom);
  return peak.value - bottom.value < least
    ? { fall }
    : { fall, rise: { from: bottom.t, to: peak.t } };
};

const within = (curve: readonly Valued[], { from, to }: Span): readonly Valued[] =>
  curve.filter(({ t }) => t >= from && t <= to);

/** 1 where the curve falls in the true fall, and rises in the true rise, if there is one; else 0. */
const follows = (curve: readonly Valued[], { fall, rise }: Setback): 0 | 1 => {
  const fell = direction(within(curve, fall)) < 0;
  const rose = rise === undefined || direction(within(curve, rise)) > 0;
  return fell && rose ? 1 : 0;
};

const following =
  (wantsRise: boolean) =>
  (trace: Trace, side: Side): Sampled<number> => {
    const truth = valueCurve(trace.points, "true");
    if (truth.length === 0) return { remark: "no-truth" };
    const setback = setbackIn(truth);
    if (!setback || (setback.rise !== undefined) !== wantsRise) return { remark: "no-fall" };
    return { sample: follows(valueCurve(trace.points, side), setback) };
  };

/**
 * After RoboValue's TRR (arXiv 2610.26663, `trr.py`): an episode counts if every stage has its sign. Theirs are annotated
 * by hand; ours are where the true value falls by 5 cm and rises by 5 cm again (a thing moved away, a second attempt).
 */
export const recovery = defineMeasure({
  title: "recovery",
  means: "of episodes that truly fall and rise again, those whose value falls and rises with them",
  sampleOf: following(true),
  statistic: mean,
});

export const setback = defineMeasure({
  title: "failure seen",
  means: "of episodes that truly fall and don't rise again, those whose value falls",
  sampleOf: following(false),
  statistic: mean,
});
