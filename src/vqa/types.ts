import type { LengthUnit, Metres, Query } from "../core/index.js";

/** What is asked of a model: the words, and the query they stand for. */
export interface Question {
  readonly text: string;
  /** Undefined for a free question that our templates don't recognise. */
  readonly query?: Query;
  /** The unit the words ask for, where they do. */
  readonly unit?: LengthUnit;
}

/**
 * A length with its uncertainty, above 0: what is read in words has at least that of their rounding. `stddev` is undefined
 * when a model gave the length and not how sure it is.
 */
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
  /** It comes of no picture: the model says that it saw none, or tells what is typical. */
  | "no-sight"
  | "not-visible"
  | "no-up"
  /** It asks by how much something holds that doesn't. */
  | "presumption"
  | "no-number"
  | "no-unit"
  | "ambiguous"
  | "out-of-range";

export interface Unreadable {
  readonly kind: "unreadable";
  readonly reason: UnreadableReason;
  /** The answer's own words that say so, in lower case, where they do. */
  readonly phrase?: string;
}

export type Reading = LengthReading | PredicateReading | Unreadable;
