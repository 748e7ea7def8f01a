import { mean } from "../../core/index.js";
import type { LengthReading, PredicateReading, Reading } from "../../vqa/index.js";
import type { Said, Understood } from "./read-said.js";

/** An answer and what it says. */
export interface Sample extends Said, Understood {}

const isLength = (reading: Reading): reading is LengthReading => reading.kind === "length";
const isPredicate = (reading: Reading): reading is PredicateReading => reading.kind === "predicate";

const lengthOf = (samples: readonly Sample[]): Reading => {
  const lengths = samples.flatMap(({ reading }) => (isLength(reading) ? [reading] : []));
  const metres = lengths.map((length) => length.metres);
  const own = lengths.map(({ stddev = 0 }) => stddev ** 2);
  const centre = mean(metres);
  if (metres.length < 2) return samples[0]?.reading ?? { kind: "unreadable", reason: "empty" };
  const spread =
    metres.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (metres.length - 1);
  return { kind: "length", metres: centre, stddev: Math.sqrt(spread + mean(own)) };
};

/**
 * Several answers to one question as one: mean and variance of lengths (sampling and averaging undoes their rounding, as
 * the paper has it), mean of probabilities. What most of them are counts: when most can't be read, neither can this.
 */
export const mergeSamples = (samples: readonly Sample[]): Understood => {
  const lengths = samples.filter(({ reading }) => isLength(reading));
  const truths = samples.filter(({ reading }) => isPredicate(reading));
  const unread = samples.filter(({ reading }) => reading.kind === "unreadable");
  const [most = []] = [lengths, truths, unread].toSorted((a, b) => b.length - a.length);
  const confidence = most.length / samples.length;
  if (most === lengths) return { reading: lengthOf(lengths), confidence };
  if (most === truths) {
    const probability = mean(
      truths.flatMap(({ reading }) => (isPredicate(reading) ? [reading.probability] : [])),
    );
    return { reading: { kind: "predicate", probability }, confidence };
  }
  return { reading: unread[0]?.reading ?? { kind: "unreadable", reason: "empty" }, confidence: 0 };
};
