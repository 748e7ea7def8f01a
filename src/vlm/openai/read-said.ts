import { type Question, type Reading, readAnswer } from "../../vqa/index.js";
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

/** From the words of an answer: an answer in words that it bounds or hedges ("less than 5 cm") keeps its own deviation. */
const readLengthFrom = (
  text: string,
  question: Question,
  tokens: readonly PlacedToken[],
  metres: number,
): Understood | undefined => {
  const digits = onlyNumber(text);
  if (digits === undefined) return undefined;
  const known = new Map<string, number | undefined>();
  const metresPer = (unit: string): number | undefined => {
    if (!known.has(unit)) {
      const one = readAnswer(`1${unit}`, question);
      known.set(unit, one.kind === "length" ? one.metres : undefined);
    }
    return known.get(unit);
  };
  const said =
    Number(text.slice(digits.start, digits.end)) *
    (metresPer(text.slice(digits.end)) ?? Number.NaN);
  if (!isSame(said, metres)) return undefined;
  const found = lengthDistribution({ text, digits, metresPer }, tokens);
  return (
    found && {
      reading: { kind: "length", metres: found.mean, stddev: Math.sqrt(found.variance) },
      confidence: found.known,
    }
  );
};

/** What an answer says: its expected value and deviation where the tokens' probabilities give them, else its words. */
export const readSaid = ({ text, tokens }: Said, question: Question): Understood => {
  const reading = readAnswer(text, question);
  const inWords = { reading, confidence: 1 };
  const places = tokens && placed(text, tokens);
  if (places === undefined || reading.kind === "unreadable") return inWords;
  if (reading.kind === "length") {
    if (reading.stddev !== undefined) return inWords;
    return readLengthFrom(text, question, places, reading.metres) ?? inWords;
  }
  if (!onlyTruth.test(text)) return inWords;
  const start = text.search(/\S/);
  const truth = truthProbability({ start, end: start + 1 }, places);
  return truth === undefined
    ? inWords
    : {
        reading: { kind: "predicate", probability: truth.probability },
        confidence: truth.known,
      };
};
