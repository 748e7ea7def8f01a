import type { Trace } from "../trace.js";
import { cycleVoc, reversedVoc } from "./cycle.js";
import { grounding, groundingPairs } from "./grounding.js";
import type { Measure, RewardScore } from "./measure.js";
import { rolloutOrder, successByLastValue } from "./outcome.js";
import { recovery, setback } from "./recovery.js";
import { vocOnFailures, vocOnSuccesses } from "./voc.js";

/** Every reward benchmark, by the key that reports have for it. A new one is a file and a line here. */
export const rewardMeasures = {
  voc: vocOnSuccesses,
  vocOnFailures,
  cycleVoc,
  reversedVoc,
  recovery,
  setback,
  grounding,
  groundingPairs,
  successAuc: successByLastValue,
  kendall: rolloutOrder,
} as const satisfies Readonly<Record<string, Measure>>;

/** A measure's score, and which measure it is. */
export interface RewardBenchmark extends RewardScore {
  readonly measure: string;
  readonly title: string;
}

/** All measures over episodes: each episode counts once, however long it is. */
export const scoreRewards = (traces: readonly Trace[]): readonly RewardBenchmark[] =>
  Object.entries(rewardMeasures).map(([measure, { title, score }]) => ({
    measure,
    title,
    ...score(traces),
  }));
