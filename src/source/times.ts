import { SpatialRewardError, type Stamp } from "../core/index.js";

/** When an image was taken; its name, where the list gives it. */
export interface ListedTime {
  readonly time: Stamp;
  readonly name?: string;
}

interface Line {
  readonly number: string;
  readonly name?: string;
}

const refuse = (path: string, why: string): SpatialRewardError =>
  new SpatialRewardError("image.times", `${path}: ${why}`);

const isNumber = (word: string): boolean => /^[+-]?\d+(\.\d*)?([eE][+-]?\d+)?$/.test(word);
/** A name may be a number, too ("1305031102.175304"); an ending tells. */
const isName = (word: string): boolean => /\.[a-z]+$/i.test(word) || !isNumber(word);

/** "1.5", "000001.png 1.5" or, as TUM's RGB-D sets have it, "1.5 rgb/000001.png"; commas are spaces. */
const parsedLine = (text: string): Line | undefined => {
  const [a, b, more] = text.split(/[\s,;]+/).filter((word) => word !== "");
  if (a === undefined || more !== undefined) return undefined;
  if (b === undefined) return isNumber(a) ? { number: a } : undefined;
  if (isNumber(a) && isName(b)) return { number: a, name: b };
  return isNumber(b) && isName(a) ? { number: b, name: a } : undefined;
};

/** Exact where a binary fraction would not be: 1305031102.175304 s are 1305031102175304000 ns. */
const fromSeconds = (text: string): Stamp => {
  const [, sign = "", whole = "0", fraction = ""] = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
  if (!/^[+-]?\d+(\.\d*)?$/.test(text)) return BigInt(Math.round(Number(text) * 1e9));
  const ns = BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, "0").slice(0, 9));
  return sign === "-" ? -ns : ns;
};

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Between images: whole numbers are nanoseconds or seconds. Nobody takes an image a day or ten thousand a second. */
const surely = { nanoseconds: 100_000, seconds: 1.5 };

const unitOf = (lines: readonly Line[], path: string): "s" | "ns" => {
  if (!lines.every(({ number }) => /^[+-]?\d+$/.test(number))) return "s";
  const numbers = lines.map(({ number }) => Number(number));
  const step = median(numbers.slice(1).map((each, index) => each - (numbers[index] ?? each)));
  if (step >= surely.nanoseconds) return "ns";
  if (step <= surely.seconds) return "s";
  throw refuse(
    path,
    `its whole numbers are ${step} apart: must be seconds (with a decimal point) or nanoseconds`,
  );
};

/**
 * The times in a list: a line each, seconds or nanoseconds, with or without the image's name; `#` begins a comment.
 * @throws SpatialRewardError image.times, naming the line that is none
 */
export const parseTimes = (text: string, path: string): readonly ListedTime[] => {
  const lines = text
    .split("\n")
    .map((line, index) => ({ line: line.replace(/#.*/, "").trim(), number: index + 1 }))
    .filter(({ line }) => line !== "")
    .map(({ line, number }) => {
      const parsed = parsedLine(line);
      if (parsed) return parsed;
      throw refuse(path, `line ${number}: must be a time, with or without a name; got "${line}"`);
    });
  const unit = unitOf(lines, path);
  return lines.map(({ number, name }) => ({
    time: unit === "s" ? fromSeconds(number) : BigInt(number),
    ...(name === undefined ? {} : { name }),
  }));
};
