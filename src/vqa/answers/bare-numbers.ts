import { type LengthUnit, lengthUnits } from "../../core/index.js";
import type { LengthReading, Unreadable } from "../types.js";
import { bounded } from "./bounds.js";
import { agreed, asReading } from "./choose-length.js";
import { type Found, inUnit } from "./lengths.js";
import { type Token, wordAt } from "./tokens.js";
import { namedUnits } from "./unit-at.js";
import { unreadable } from "./unreadable.js";

const followers = new Set(["apart", "away", "from", "between", "and", "or", "to"]);
/** Words that make the number after them a label or a part of something: "step 3", "in 2024", "out of 10". */
const labels = new Set([
  "image",
  "figure",
  "step",
  "option",
  "region",
  "object",
  "in",
  "of",
  "#",
  "$",
]);
const stops = new Set([".", ",", ";", "!", "?", ")", "]", '"']);

/** Whether a number without a unit stands for itself: not "120 pixels", "50%", "2 in the image" or "step 3". */
const standsAlone = (tokens: readonly Token[], { at, next }: Found): boolean => {
  const follower = tokens[next];
  const ends = follower === undefined || stops.has(follower.text) || followers.has(follower.text);
  const before = wordAt(tokens, at - 1) === "[" ? at - 2 : at - 1;
  return ends && !labels.has(wordAt(tokens, before));
};

const nothingBetween = new Set(["distance", "gap", "space", "clearance"]);

/** Nought needs no unit. */
export const isZero = (tokens: readonly Token[], found: Found): boolean =>
  found.value === 0 &&
  (standsAlone(tokens, found) || nothingBetween.has(wordAt(tokens, found.next)));

/** What numbers without a unit say, in the unit that was asked for. */
export const fromBareNumbers = (
  tokens: readonly Token[],
  found: readonly Found[],
  unit: LengthUnit | undefined,
): LengthReading | Unreadable => {
  const alone = found.filter((each) => standsAlone(tokens, each));
  if (alone.length === 0 || unit === undefined) return unreadable("no-unit");
  const k = lengthUnits[unit];
  if (namedUnits(tokens).some((named) => named !== k)) return unreadable("ambiguous");
  const lengths = alone.map((each) => bounded(tokens, inUnit(each, k)));
  const one = agreed(lengths);
  return one === undefined ? unreadable("ambiguous") : asReading(one);
};
