import { type LengthUnit, lengthUnits } from "../../core/index.js";
import { unitNames } from "../../vqa/index.js";
import type { Step } from "../steps.js";

/** A number in a model's words, with what its last digit stands for. */
interface Stated {
  readonly text: string;
  readonly value: number;
  readonly lastDigit: number;
  /** Metres in one; undefined where no unit of length follows. */
  readonly scale: number | undefined;
  readonly isPercent: boolean;
}

/** So many things can be counted without a calculation. */
const mostCounted = 12;
/** A number may be rounded by so much, or by half of its last digit. */
const leeway = 0.03;

const units = ["mm", "cm", "m", "km", "in", "ft", "yd"] as const satisfies readonly LengthUnit[];

/** Metres by the words for a unit. The inch's symbol reads like a preposition: a number before it has no unit. */
const scales: ReadonlyMap<string, number> = new Map(
  units.flatMap((unit) =>
    unitNames(unit)
      .filter((name) => name !== "in")
      .map((name): [string, number] => [name, lengthUnits[unit]]),
  ),
);

const number = /(?<![\w.])(\d+(?:\.\d+)?|\.\d+)(?:\s*(%|percent\b|[a-z]+))?/gi;

const statedIn = (text: string): readonly Stated[] =>
  [...text.matchAll(number)].map(([whole, digits = "", word = ""]): Stated => {
    const decimals = digits.split(".")[1]?.length ?? 0;
    return {
      text: whole.trim(),
      value: Number(digits),
      lastDigit: 10 ** -decimals,
      scale: scales.get(word.toLowerCase()),
      isPercent: /^(?:%|percent)$/i.test(word),
    };
  });

const near = ({ value, lastDigit }: Stated, truth: number): boolean =>
  Math.abs(value - truth) <= Math.max(lastDigit / 2, leeway * Math.abs(truth)) * (1 + 1e-9);

/** The steps that an expression names. */
export const idsIn = (expression: string): readonly string[] =>
  expression.match(/\b[qc]\d+\b/g) ?? [];

interface Known {
  /** Metres, without their signs. */
  readonly lengths: readonly number[];
  /** Probabilities and plain values. */
  readonly plain: readonly number[];
}

const knownFrom = (steps: readonly Step[]): Known => {
  const lengths: number[] = [];
  const plain: number[] = [];
  const add = (list: number[], ...values: readonly (number | undefined)[]): void => {
    for (const value of values) if (value !== undefined) list.push(Math.abs(value));
  };
  for (const step of steps) {
    const { probability } = step;
    add(plain, probability, probability === undefined ? undefined : 1 - probability);
    if (step.kind === "ask") add(lengths, step.metres, step.stddev);
    else if (step.holds === undefined)
      add(step.unit === "m" ? lengths : plain, step.value, step.stddev);
  }
  return { lengths, plain };
};

const isFounded = (
  stated: Stated,
  { lengths, plain }: Known,
  others: readonly number[],
): boolean => {
  const { value, scale, isPercent, lastDigit } = stated;
  if (others.includes(value)) return true;
  if (scale !== undefined) return lengths.some((metres) => near(stated, metres / scale));
  if (isPercent) return plain.some((share) => near(stated, share * 100));
  if (lastDigit === 1 && value <= mostCounted) return true;
  const inAnyUnit = lengths.flatMap((metres) => units.map((unit) => metres / lengthUnits[unit]));
  return [...plain, ...inAnyUnit].some((each) => near(stated, each));
};

/**
 * The numbers in a conclusion that come from nowhere: neither answered, calculated, nor the question's own; of those
 * without a unit of length, also the numbers of its expressions (a tolerance) and small counts are known.
 */
export const unfoundedIn = (
  answer: string,
  question: string,
  steps: readonly Step[],
): readonly string[] => {
  const known = knownFrom(steps);
  const asked = statedIn(question).map(({ value }) => value);
  const expressions = steps.flatMap((step) =>
    step.kind === "calculate" ? statedIn(step.expression).map(({ value }) => value) : [],
  );
  const shares = expressions.map((value) => Number((value * 100).toPrecision(6)));
  return statedIn(answer)
    .filter((stated) => {
      const own = stated.scale === undefined ? [...asked, ...expressions, ...shares] : asked;
      return !isFounded(stated, known, own);
    })
    .map(({ text }) => text);
};
