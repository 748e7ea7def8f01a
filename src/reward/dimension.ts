import { lengthUnits } from "../core/index.js";

/** Exponents of length and time: a speed is { length: 1, time: -1 }, a plain number has neither. */
export interface Dimension {
  readonly length: number;
  readonly time: number;
}

export const plainNumber: Dimension = { length: 0, time: 0 };
export const length: Dimension = { length: 1, time: 0 };
export const time: Dimension = { length: 0, time: 1 };

export const sameDimension = (a: Dimension, b: Dimension): boolean =>
  a.length === b.length && a.time === b.time;

export const multiplied = (a: Dimension, b: Dimension): Dimension => ({
  length: a.length + b.length,
  time: a.time + b.time,
});

export const divided = (a: Dimension, b: Dimension): Dimension => ({
  length: a.length - b.length,
  time: a.time - b.time,
});

export const raised = (a: Dimension, exponent: number): Dimension => ({
  length: a.length * exponent,
  time: a.time * exponent,
});

const power = (base: string, exponent: number): string[] =>
  exponent === 0 ? [] : [exponent === 1 ? base : `${base}^${exponent}`];

/** As an error message says it: "a length", "a plain number", "m s^-1". */
export const describeDimension = (dimension: Dimension): string => {
  if (sameDimension(dimension, plainNumber)) return "a plain number";
  if (sameDimension(dimension, length)) return "a length";
  if (sameDimension(dimension, time)) return "a time";
  return [...power("m", dimension.length), ...power("s", dimension.time)].join(" ");
};

export interface Unit {
  /** Metres or seconds in one of it. */
  readonly scale: number;
  readonly dimension: Dimension;
}

const timeUnits = { ms: 0.001, s: 1, min: 60, h: 3600 } as const;

/** Every unit of task files, by the word that follows the number. */
export const units: ReadonlyMap<string, Unit> = new Map([
  ...Object.entries(lengthUnits).map(([name, scale]): [string, Unit] => [
    name,
    { scale, dimension: length },
  ]),
  ...Object.entries(timeUnits).map(([name, scale]): [string, Unit] => [
    name,
    { scale, dimension: time },
  ]),
]);

export const unitNames = (dimension: Dimension): readonly string[] =>
  [...units].filter(([, unit]) => sameDimension(unit.dimension, dimension)).map(([name]) => name);

/** A number, with a sign or without, and its unit; in metres or seconds. Undefined where it is no such quantity. */
const readQuantity = (text: string, dimension: Dimension): number | undefined => {
  const [, digits, word] = /^\s*([+-]?(?:\d+(?:\.\d+)?|\.\d+))\s*([a-z]+)\s*$/.exec(text) ?? [];
  const unit = word === undefined ? undefined : units.get(word);
  if (digits === undefined || unit === undefined || !sameDimension(unit.dimension, dimension))
    return undefined;
  return Number(digits) * unit.scale;
};

/** Seconds in "0.3 s", "2 min"; undefined when it is not a time of at least 0 with its unit. */
export const readDuration = (text: string): number | undefined => {
  const seconds = readQuantity(text, time);
  return seconds !== undefined && seconds >= 0 ? seconds : undefined;
};

/** Metres in "21 cm", "-3 mm"; undefined when it is not a length with its unit. */
export const readLength = (text: string): number | undefined => readQuantity(text, length);

/** Metres per second in "2 m/s", "50 cm/s"; undefined when it is not a speed above 0 with its unit. */
export const readSpeed = (text: string): number | undefined => {
  const [, way] = /^(.*)\/\s*s\s*$/.exec(text) ?? [];
  const metres = way === undefined ? undefined : readLength(way);
  return metres !== undefined && metres > 0 ? metres : undefined;
};
