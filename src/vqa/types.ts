import type { LengthUnit, Metres, Query } from "../core/index.js";

/** What is asked of a model: the words, and the query they stand for. */
export interface Question {
  readonly text: string;
  /** Undefined for a free question that our templates don't recognise. */
  readonly query?: Query;
  /** The unit the words ask for, where they do. */
  readonly unit?: LengthUnit;
}

/** A length with its uncertainty. `stddev` is undefined when the words don't tell (and no model said). */
export interface LengthReading {
  readonly kind: "length";
  readonly metres: Metres;
  readonly stddev?: Metres;
}

export interface PredicateReading {
  readonly kind: "predicate";
  /** Probability, 0..1, that it holds; an answer in words gives 0 or 1, softened where it hedges. */
  readonly probability: number;
}

/** Why an answer in words says nothing we can use. */
export type UnreadableReason =
  | "empty"
  | "refusal"
  | "not-visible"
  | "no-up"
  | "no-number"
  | "no-unit"
  | "ambiguous"
  | "out-of-range";

export interface Unreadable {
  readonly kind: "unreadable";
  readonly reason: UnreadableReason;
}

export type Reading = LengthReading | PredicateReading | Unreadable;
