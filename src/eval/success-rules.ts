import type { Metres, Seconds } from "../core/index.js";
import type { Moment } from "./trace.js";

export const successRules = ["near", "raised", "carried"] as const;
export type SuccessRule = (typeof successRules)[number];

/** A way to judge success: a measure of each moment that must pass a threshold for some time. */
interface Rule {
  /** In metres, larger is better; undefined where a part is not known. */
  readonly measure: (moment: Moment) => Metres | undefined;
  /** What its threshold bounds, as a task file would say it; g is the gripper, o the object. */
  readonly expression: string;
  /** Whether the threshold bounds it from above; then `measure` is its negative. */
  readonly below: boolean;
}

/** Metres of height that one metre of distance outweighs: a thing that rises alone is not being carried. */
const distanceWeight = 0.25;

export const rules: Readonly<Record<SuccessRule, Rule>> = {
  near: {
    measure: ({ distance }) => (distance === undefined ? undefined : -distance),
    expression: "distance(g, o)",
    below: true,
  },
  raised: { measure: ({ raised }) => raised, expression: "raised(o)", below: false },
  carried: {
    measure: ({ distance, raised }) =>
      distance === undefined || raised === undefined
        ? undefined
        : raised - distanceWeight * distance,
    expression: `raised(o) - ${distanceWeight} * distance(g, o)`,
    below: false,
  },
};

/** What must hold, as a task file says it. */
export const conditionOf = (rule: SuccessRule, threshold: Metres): string => {
  const { expression, below } = rules[rule];
  return `${expression} ${below ? "<" : ">"} ${(100 * threshold).toFixed(1)} cm`;
};

/** From a rule's measure to what its threshold bounds, and back. */
export const asThreshold = (rule: SuccessRule, measure: number): Metres =>
  rules[rule].below ? -measure : measure;

interface Timed {
  readonly t: Seconds;
  readonly moment: Moment;
}

/** Stamps of a steady rate carry rounding: a tenth of a millisecond. */
const slack: Seconds = 1e-4;

/**
 * The largest measure that was held for `hold` seconds: of every window of that length its least measure, and of those
 * the largest. It is what success is judged by: it passes a threshold exactly where the rule would. A moment
 * without a measure ends a window. -Infinity when no window is whole.
 */
export const heldMeasure = (
  rule: SuccessRule,
  moments: readonly Timed[],
  hold: Seconds,
): number => {
  let best = Number.NEGATIVE_INFINITY;
  moments.forEach((_, start) => {
    best = Math.max(best, windowFrom(rule, moments.slice(start), hold).least);
  });
  return best;
};

/** When a measure has first been above a threshold for `hold` seconds. */
export const heldAt = (
  rule: SuccessRule,
  moments: readonly Timed[],
  hold: Seconds,
  above: number,
): Seconds | undefined => {
  for (let start = 0; start < moments.length; start++) {
    const { least, end } = windowFrom(rule, moments.slice(start), hold);
    if (least > above) return end;
  }
  return undefined;
};

/** The window that begins with the first moment; `least` is -Infinity when it is not whole. */
const windowFrom = (
  rule: SuccessRule,
  moments: readonly Timed[],
  hold: Seconds,
): { readonly least: number; readonly end?: Seconds } => {
  const begin = moments[0]?.t ?? 0;
  let least = Number.POSITIVE_INFINITY;
  for (const { t, moment } of moments) {
    const measure = rules[rule].measure(moment);
    if (measure === undefined) break;
    least = Math.min(least, measure);
    if (t - begin >= hold - slack) return { least, end: t };
  }
  return { least: Number.NEGATIVE_INFINITY };
};
