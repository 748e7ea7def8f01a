import { InvalidArgumentError } from "commander";
import { SpatialRewardError } from "../core/index.js";

/** Parsers of option values; commander puts the option's name before the message. */
export const numberFrom = (text: string): number => {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) {
    throw new InvalidArgumentError(`must be a number; got "${text}".`);
  }
  return value;
};

export const positive = (text: string): number => {
  const value = numberFrom(text);
  if (value <= 0) throw new InvalidArgumentError(`must be greater than 0; got ${text}.`);
  return value;
};

/** From 0 to 1, both included. */
export const share = (text: string): number => {
  const value = numberFrom(text);
  if (value < 0 || value > 1)
    throw new InvalidArgumentError(`must be between 0 and 1; got ${text}.`);
  return value;
};

export const count = (text: string): number => {
  const value = positive(text);
  if (!Number.isInteger(value)) {
    throw new InvalidArgumentError(`must be a whole number; got ${text}.`);
  }
  return value;
};

export const notNegative = (text: string): number => {
  const value = numberFrom(text);
  if (value < 0) throw new InvalidArgumentError(`must be 0 or more; got ${text}.`);
  return value;
};

/** How often something may happen: 0 included. */
export const wholeCount = (text: string): number => {
  const value = notNegative(text);
  if (!Number.isSafeInteger(value)) {
    throw new InvalidArgumentError(`must be a whole number; got ${text}.`);
  }
  return value;
};

/** A whole number from 1 to 100. */
export const quality = (text: string): number => {
  const value = count(text);
  if (value > 100) throw new InvalidArgumentError(`must be at most 100; got ${text}.`);
  return value;
};

/** A seed: any integer, 0 included. */
export const wholeNumber = (text: string): number => {
  const value = numberFrom(text);
  if (!Number.isSafeInteger(value)) {
    throw new InvalidArgumentError(`must be a whole number; got ${text}.`);
  }
  return value;
};

/** Horizontal field of view in degrees. */
export const fieldOfView = (text: string): number => {
  const value = positive(text);
  if (value >= 180) throw new InvalidArgumentError(`must be below 180 degrees; got ${text}.`);
  return value;
};

/** An angle; any finite number. */
export const degrees = (text: string): number => numberFrom(text);

/**
 * The value of a flag that a verb can't do without. (commander's own check comes before that for unknown flags, and
 * would answer "--tsk" with "--task is missing" instead of the nearest name.)
 */
export const needed = <T>(value: T | undefined, flag: string): T => {
  if (value !== undefined) return value;
  throw new SpatialRewardError("usage.flag", `${flag} is needed; --help shows examples`);
};
