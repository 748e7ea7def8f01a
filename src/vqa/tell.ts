import type { LengthUnit } from "../core/index.js";
import { formatLength, type LengthFormat } from "./length-text.js";
import { saysNotVisible } from "./not-visible.js";
import { sentence, withArticle } from "./phrase.js";
import { slotsOf } from "./question.js";
import { isLengthStatement, type Statement, type Template, templatesFor } from "./template.js";

export interface TellOptions extends LengthFormat {
  /** Metres when not given. */
  readonly unit?: LengthUnit;
}

/**
 * Every answer of one template to a question of its own. `length` is the number and its unit.
 * @throws TypeError when the statement is of the other kind than the template
 */
export const answersOf = (
  template: Template,
  statement: Statement,
  length: string,
): readonly string[] => {
  const slots = slotsOf(statement);
  if (template.kind === "length" && isLengthStatement(statement)) {
    return template.tell.map((tell) => sentence(tell(slots, length)));
  }
  if (template.kind === "predicate" && !isLengthStatement(statement)) {
    return (statement.holds ? template.yes : template.no).map((tell) => sentence(tell(slots)));
  }
  throw new TypeError(`${template.id} can't tell ${statement.relation}`);
};

/** Every way we tell this, the shortest first. */
export const tell = (
  statement: Statement,
  { unit = "m", ...format }: TellOptions = {},
): readonly string[] => {
  const length = isLengthStatement(statement) ? formatLength(statement.metres, unit, format) : "";
  return templatesFor(statement.relation).flatMap((template) =>
    answersOf(template, statement, length),
  );
};

/** Every way we say that a thing asked about can't be seen. */
export const tellNotVisible = (thing: string): readonly string[] =>
  saysNotVisible.map((say) => sentence(say(withArticle(thing))));
