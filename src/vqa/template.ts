import type { LengthRelation, Metres, PredicateRelation } from "../core/index.js";

/** A relation of two things with the truth about it; what a template puts into words. */
export interface LengthStatement {
  readonly relation: LengthRelation;
  readonly subject: string;
  /** Empty for relations of one thing. */
  readonly object: string;
  readonly metres: Metres;
}

export interface PredicateStatement {
  readonly relation: PredicateRelation;
  readonly subject: string;
  readonly object: string;
  readonly holds: boolean;
}

export type Statement = LengthStatement | PredicateStatement;

export const isLengthStatement = (statement: Statement): statement is LengthStatement =>
  "metres" in statement;

/** What a wording about one thing may name, article included: "the red mug". */
export type ThingSlots = Pick<Statement, "subject">;
/** What a wording about two things may name. */
export type PairSlots = Pick<Statement, "subject" | "object">;

/**
 * Ways to ask for a length and to tell it. A slot that a relation lacks doesn't compile.
 * `inUnit` is "" or begins with a space (" in centimeters"); `length` is a number with its unit ("12 cm").
 */
export interface LengthTemplate<Slots extends ThingSlots = PairSlots> {
  readonly kind: "length";
  readonly id: string;
  readonly relation: LengthRelation;
  readonly ask: readonly ((slots: Slots, inUnit: string) => string)[];
  readonly tell: readonly ((slots: Slots, length: string) => string)[];
}

/** Ways to ask whether a relation holds, and to say that it does (`yes`) or doesn't (`no`). */
export interface PredicateTemplate<Slots extends ThingSlots = PairSlots> {
  readonly kind: "predicate";
  readonly id: string;
  readonly relation: PredicateRelation;
  readonly ask: readonly ((slots: Slots) => string)[];
  readonly yes: readonly ((slots: Slots) => string)[];
  readonly no: readonly ((slots: Slots) => string)[];
}

export type Template = LengthTemplate | PredicateTemplate;
