import type { LengthUnit, PairSlots, Query } from "../core/index.js";
import { askableUnitNames } from "./length-text.js";
import { sentence, withArticle } from "./phrase.js";
import { type Template, templatesFor } from "./template.js";
import type { Question } from "./types.js";

export const slotsOf = ({ subject, object }: Omit<Query, "relation">): PairSlots => ({
  subject: withArticle(subject),
  object: withArticle(object),
});

/** Every wording of one template, in its order. `unitName` fills "in …"; predicates have no unit. */
export const wordingsOf = (
  template: Template,
  query: Omit<Query, "relation">,
  unitName?: string,
): readonly string[] => {
  const slots = slotsOf(query);
  const inUnit = unitName === undefined ? "" : ` in ${unitName}`;
  return template.kind === "length"
    ? template.ask.map((ask) => sentence(ask(slots, inUnit)))
    : template.ask.map((ask) => sentence(ask(slots)));
};

/** Every way we ask this, the canonical one first. */
export const allWordings = (query: Query, unit?: LengthUnit): readonly string[] =>
  templatesFor(query.relation).flatMap((template) =>
    wordingsOf(template, query, unit === undefined ? undefined : askableUnitNames(unit)[0]),
  );

export interface QuestionOptions {
  /** Asks for the answer in this unit. Ignored for predicates. */
  readonly unit?: LengthUnit;
  /** Index into `allWordings`; 0 is the canonical one. */
  readonly wording?: number;
}

/**
 * A query in words.
 * @throws RangeError for a wording that does not exist
 */
export const questionFor = (
  query: Query,
  { unit, wording = 0 }: QuestionOptions = {},
): Question => {
  const wordings = allWordings(query, unit);
  const text = wordings[wording];
  if (text === undefined) {
    throw new RangeError(
      `wording: ${query.relation} has wordings 0 to ${wordings.length - 1}; got ${wording}`,
    );
  }
  const asksUnit = unit !== undefined && templatesFor(query.relation)[0]?.kind === "length";
  return asksUnit ? { text, query, unit } : { text, query };
};
