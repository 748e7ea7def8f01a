/** What a wording about one thing may name, article included: "the red mug". */
export interface ThingSlots {
  readonly subject: string;
}

/** What a wording about two things may name. */
export interface PairSlots extends ThingSlots {
  readonly object: string;
}

/**
 * Ways to ask for a length and to tell it. A slot that a relation lacks doesn't compile.
 * `inUnit` is "" or begins with a space (" in centimeters"); `length` is a number with its unit ("12 cm").
 */
export interface LengthWording<Slots extends ThingSlots = PairSlots> {
  readonly id: string;
  readonly ask: readonly ((slots: Slots, inUnit: string) => string)[];
  readonly tell: readonly ((slots: Slots, length: string) => string)[];
}

/** Ways to ask whether a relation holds, and to say that it does (`yes`) or doesn't (`no`). */
export interface PredicateWording<Slots extends ThingSlots = PairSlots> {
  readonly id: string;
  readonly ask: readonly ((slots: Slots) => string)[];
  readonly yes: readonly ((slots: Slots) => string)[];
  readonly no: readonly ((slots: Slots) => string)[];
}
