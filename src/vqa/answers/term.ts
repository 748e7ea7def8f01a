import { lengthUnits, type Metres } from "../../core/index.js";
import { type Quantity, quantityAt } from "./quantity.js";
import { type Token, wordAt } from "./tokens.js";
import { unitAt } from "./unit-at.js";

/** A number with or without its unit. */
export interface Term {
  readonly quantity: Quantity;
  /** Metres in its unit; undefined without one. */
  readonly unit?: Metres;
  /** Of value and unit, "5 ft 3 in" included. */
  readonly metres?: Metres;
  readonly next: number;
}

/** A number without a unit right after a length: "5 foot 3" is 3 inches; "1 m 20" can be taken in several ways. */
const bareRest = (quantity: Quantity, unit: Metres): Metres =>
  unit === lengthUnits.ft && quantity.value < 12 ? quantity.value * lengthUnits.in : Number.NaN;

/** "3 in" after "5 ft", "20 cm" after "1 m": a smaller unit, not reaching one of the larger. */
const smallerPart = (
  tokens: readonly Token[],
  at: number,
  unit: Metres,
): readonly [metres: Metres, next: number] => {
  const isJoined = ["and", ","].includes(wordAt(tokens, at));
  const quantity = quantityAt(tokens, isJoined ? at + 1 : at);
  if (quantity === undefined || quantity.needsUnit || quantity.value < 0) return [0, at];
  const small = unitAt(tokens, quantity.next);
  if (small === undefined) {
    const isNumber = !isJoined && tokens[at]?.sentence === tokens[at - 1]?.sentence;
    return isNumber ? [bareRest(quantity, unit), quantity.next] : [0, at];
  }
  const metres = quantity.value * small.metres;
  return small.metres < unit && metres < unit ? [metres, small.next] : [0, at];
};

const halves: ReadonlyMap<string, number> = new Map([
  ["half", 1 / 2],
  ["quarter", 1 / 4],
]);

/** "a foot and a half": what is added, and the token after it. */
const halfAfter = (
  tokens: readonly Token[],
  at: number,
): { readonly added: number; readonly next: number } => {
  const isAdded = wordAt(tokens, at) === "and" && wordAt(tokens, at + 1) === "a";
  const added = isAdded ? halves.get(wordAt(tokens, at + 2)) : undefined;
  return added === undefined ? { added: 0, next: at } : { added, next: at + 3 };
};

/** The number that begins at a token, with its unit and the smaller unit after it. */
export const termAt = (tokens: readonly Token[], at: number): Term | undefined => {
  const quantity = quantityAt(tokens, at);
  if (quantity === undefined) return undefined;
  const unit = unitAt(tokens, quantity.next);
  if (unit === undefined) return { quantity, next: quantity.next };
  const half = halfAfter(tokens, unit.next);
  const whole = (quantity.value + half.added) * unit.metres;
  const [rest, next] =
    half.added > 0 ? [0, half.next] : smallerPart(tokens, unit.next, unit.metres);
  return { quantity, unit: unit.metres, metres: whole + rest, next };
};
