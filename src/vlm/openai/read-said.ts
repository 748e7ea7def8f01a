import { type LengthReading, type Question, type Reading, readAnswer } from "../../vqa/index.js";
import { lengthDistribution } from "./number-distribution.js";
import type { SaidToken } from "./reply.js";
import { type PlacedToken, placed, type Span } from "./token-span.js";
import { truthProbability } from "./truth-probability.js";

/** One answer as it was said. */
export interface Said {
  readonly text: string;
  readonly tokens?: readonly SaidToken[];
}

/** What an answer says, and how much of what the model could have said is of that kind (0..1). */
export interface Understood {
  readonly reading: Reading;
  readonly confidence: number;
}

/** Digits of a text that has one number in it and no more. */
const onlyNumber = (text: string): Span | undefined => {
  const [first, second] = text.matchAll(/\d+(?:\.\d+)?/g);
  if (first === undefined || second !== undefined) return undefined;
  return { start: first.index, end: first.index + first[0].length };
};

const onlyTruth = /^\s*(?:yes|no|true|false)[.!]?\s*$/i;

/** Lengths that differ by less are the same number written in two ways. */
const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-6 * Math.max(1, a, b);

/** When most of what could have been said is of another kind, the rest is no distribution: the words count, little. */
const leastKnown = 0.5;

const orWords = (reading: Reading, found: Understood): Understood =>
  found.confidence < leastKnown ? { reading, confidence: found.confidence } : found;

/** The metres in one of a unit, by the words after a number; each asked for once. */
const unitReader = (question: Question) => {
  const known = new Map<string, number | undefined>();
  return (unit: string): number | undefined => {
    if (!known.has(unit)) {
      const one = readAnswer(`1${unit}`, question);
      known.set(unit, one.kind === "length" ? one.metres : undefined);
    }
    return known.get(unit);
  };
};

/** Undefined for words that don't say a number alone ("less than 5 cm"): they keep what is read in them. */
const readLengthFrom = (
  text: string,
  question: Question,
  tokens: readonly PlacedToken[],
  { metres }: LengthReading,
): Understood | undefined => {
  const digits = onlyNumber(text);
  if (digits === undefined) return undefined;
  const metresPer = unitReader(question);
  const scale = metresPer(text.slice(digits.end)) ?? Number.NaN;
  if (!isSame(Number(text.slice(digits.start, digits.end)) * scale, metres)) return undefined;
  const { mean, variance, known } = lengthDistribution({ text, digits, metresPer }, tokens);
  const reading = { kind: "length", metres: mean, stddev: Math.sqrt(variance) } as const;
  return { reading, confidence: known };
};

const readTruthFrom = (text: string, tokens: readonly PlacedToken[]): Understood | undefined => {
  if (!onlyTruth.test(text)) return undefined;
  const truth = truthProbability(text.search(/\S/), tokens);
  return (
    truth && {
      reading: { kind: "predicate", probability: truth.probability },
      confidence: truth.known,
    }
  );
};

/** What an answer says: its expected value and deviation where the tokens' probabilities give them, else its words. */
export const readSaid = ({ text, tokens }: Said, question: Question): Understood => {
  const reading = readAnswer(text, question);
  const inWords = { reading, confidence: 1 };
  const places = tokens && placed(text, tokens);
  if (places === undefined || reading.kind === "unreadable") return inWords;
  const found =
    reading.kind === "length"
      ? readLengthFrom(text, question, places, reading)
      : readTruthFrom(text, places);
  return found ? orWords(reading, found) : inWords;
};
