import { type LengthUnit, lengthUnits } from "../../core/index.js";
import { roundingDeviation } from "../../vqa/index.js";
import { type NumberText, readNumberText, unitNamed, unitsBeginning } from "./number-text.js";

/** A number that the model could have said, as far as it was followed, and how probable it is. */
export interface Said {
  readonly text: string;
  readonly probability: number;
}

export interface Moments {
  readonly mean: number;
  readonly variance: number;
}

interface Rounded extends Moments {
  /** Worth of the number's last place. */
  readonly step: number;
}

/** An answer followed to its end. */
interface Whole {
  readonly number: NumberText;
  readonly unit: LengthUnit;
}

/**
 * Share of the probability, from its least probable end, that is left out: a unit said in a thousandth of the cases
 * ("km") would otherwise decide the mean.
 */
const tail = 0.01;

/** Mean and variance of `count` unknown digits that follow a number, each digit worth `step` of its last place. */
const unknownDigits = (count: number, step: number): Moments => {
  const values = 10 ** count;
  return { mean: (step * (values - 1)) / 2, variance: (step ** 2 * (values ** 2 - 1)) / 12 };
};

/** The number of a text that was not followed: it is taken to have as many digits as the answer that was. */
const numberOf = (said: NumberText, whole: NumberText): Rounded => {
  const known = Number(`${said.whole}.${said.fraction ?? ""}0`);
  const decimals = whole.fraction?.length ?? 0;
  if (said.closed) return { mean: known, variance: 0, step: 10 ** -(said.fraction?.length ?? 0) };
  if (said.fraction !== undefined) {
    const missing = Math.max(said.fraction === "" ? 1 : 0, decimals - said.fraction.length);
    const step = 10 ** -(said.fraction.length + missing);
    const rest = unknownDigits(missing, step);
    return { mean: known + rest.mean, variance: rest.variance, step };
  }
  const missing = said.whole === "0" ? 0 : Math.max(0, whole.whole.length - said.whole.length);
  const step = 10 ** -decimals;
  const rest = unknownDigits(missing + decimals, step);
  return { mean: known * 10 ** missing + rest.mean, variance: rest.variance, step };
};

/** The unit of a text, as far as it is told; that of the answer followed to its end where it is not. */
export const unitOf = (letters: string, otherwise: LengthUnit): LengthUnit => {
  const exact = unitNamed(letters);
  if (exact) return exact;
  const possible = unitsBeginning(letters);
  return possible.length === 1 ? (possible[0] ?? otherwise) : otherwise;
};

const metresOf = (text: string, whole: Whole): Moments | undefined => {
  const number = readNumberText(text);
  if (!number) return undefined;
  const { mean, variance, step } = numberOf(number, whole.number);
  const scale = lengthUnits[unitOf(number.letters, whole.unit)];
  const rounding = roundingDeviation(mean * scale, step * scale);
  return { mean: mean * scale, variance: variance * scale ** 2 + rounding ** 2 };
};

const mostProbable = (all: readonly Said[]): readonly Said[] => {
  const sorted = [...all].sort((a, b) => b.probability - a.probability);
  const total = sorted.reduce((sum, { probability }) => sum + probability, 0);
  let before = 0;
  return sorted.filter(({ probability }) => {
    const wanted = before < (1 - tail) * total;
    before += probability;
    return wanted;
  });
};

/**
 * Mean and variance, in metres, over all that the model could have said: answers followed to their end as they are,
 * others with the digits they lack taken as equally likely, each as rounded as it is written.
 */
export const lengthMoments = (all: readonly Said[], whole: Said, unit: LengthUnit): Moments => {
  const number = readNumberText(whole.text);
  if (!number) throw new RangeError(`not a number: "${whole.text}"`);
  let [total, first, second] = [0, 0, 0];
  for (const { text, probability } of mostProbable(all)) {
    const moments = metresOf(text, { number, unit });
    if (!moments) continue;
    total += probability;
    first += probability * moments.mean;
    second += probability * (moments.variance + moments.mean ** 2);
  }
  const mean = first / total;
  return { mean, variance: Math.max(0, second / total - mean ** 2) };
};
