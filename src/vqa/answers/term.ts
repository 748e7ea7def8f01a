import { lengthUnits, type Metres } from "../../core/index.js";
import { type Quantity, quantityAt } from "./quantity.js";
import { partStep } from "./rounding.js";
import { type Token, wordAt } from "./tokens.js";
import { unitAt } from "./unit-at.js";

/** A number with or without its unit. */
export interface Term {
  readonly quantity: Quantity;
  /** Metres in its unit; undefined without one. */
  readonly unit?: Metres;
  /** Of value and unit, "5 ft 3 in" included. */
  readonly metres?: Metres;
  /** What it was rounded to, in metres where it has a unit. */
  readonly step: number;
  readonly next: number;
}

interface Part {
  readonly metres: Metres;
  /** Undefined for a part that isn't there. */
  readonly step?: Metres;
  readonly next: number;
}

/** A number without a unit right after a length: "5 foot 3" is 3 inches; "1 m 20" can be taken in several ways. */
const bareRest = ({ value, step, next }: Quantity, unit: Metres): Part => ({
  metres: unit === lengthUnits.ft && value < 12 ? value * lengthUnits.in : Number.NaN,
  step: step * lengthUnits.in,
  next,
});

/** "3 in" after "5 ft", "20 cm" after "1 m": a smaller unit, not reaching one of the larger. */
const smallerPart = (tokens: readonly Token[], at: number, unit: Metres): Part => {
  const none = { metres: 0, next: at };
  const isJoined = ["and", ","].includes(wordAt(tokens, at));
  const quantity = quantityAt(tokens, isJoined ? at + 1 : at);
  if (quantity === undefined || quantity.needsUnit || quantity.value < 0) return none;
  const small = unitAt(tokens, quantity.next);
  if (small === undefined) {
    const isNumber = !isJoined && tokens[at]?.sentence === tokens[at - 1]?.sentence;
    return isNumber ? bareRest(quantity, unit) : none;
  }
  const metres = quantity.value * small.metres;
  return small.metres < unit && metres < unit
    ? { metres, step: quantity.step * small.metres, next: small.next }
    : none;
};

const halves: ReadonlyMap<string, number> = new Map([
  ["half", 1 / 2],
  ["quarter", 1 / 4],
]);

/** "a foot and a half": what is added. */
const halfAfter = (tokens: readonly Token[], at: number, unit: Metres): Part | undefined => {
  const isAdded = wordAt(tokens, at) === "and" && wordAt(tokens, at + 1) === "a";
  const added = isAdded ? halves.get(wordAt(tokens, at + 2)) : undefined;
  return added === undefined
    ? undefined
    : { metres: added * unit, step: partStep(added) * unit, next: at + 3 };
};

/** The number that begins at a token, with its unit and the smaller unit after it. */
export const termAt = (tokens: readonly Token[], at: number): Term | undefined => {
  const quantity = quantityAt(tokens, at);
  if (quantity === undefined) return undefined;
  const unit = unitAt(tokens, quantity.next);
  if (unit === undefined) return { quantity, step: quantity.step, next: quantity.next };
  const rest =
    halfAfter(tokens, unit.next, unit.metres) ?? smallerPart(tokens, unit.next, unit.metres);
  return {
    quantity,
    unit: unit.metres,
    metres: quantity.value * unit.metres + rest.metres,
    step: rest.step ?? quantity.step * unit.metres,
    next: rest.next,
  };
};
