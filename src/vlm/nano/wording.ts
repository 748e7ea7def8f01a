import {
  isLengthRelation,
  isPredicateRelation,
  type LengthUnit,
  lengthDefinition,
  type Metres,
  type Relation,
} from "../../core/index.js";
import {
  type Question,
  type Reading,
  type Statement,
  tell,
  tellNotVisible,
  type Unreadable,
  withArticle,
} from "../../vqa/index.js";

const comfortableUnit = (metres: Metres): LengthUnit => (metres < 1 ? "cm" : "m");

/** A free question gives us no names to speak of. */
const unnamed = { subject: "thing asked about", object: "other thing asked about" };

const statementOf = (
  relation: Relation,
  names: { readonly subject: string; readonly object: string },
  reading: Reading,
): Statement | undefined => {
  if (reading.kind === "length" && isLengthRelation(relation))
    return { ...names, relation, metres: reading.metres };
  if (reading.kind === "predicate" && !isLengthRelation(relation))
    return { ...names, relation, holds: reading.probability >= 0.5 };
  return undefined;
};

/** A whole sentence that names what was asked about; the shortest reply where the question's names are not known. */
const told = (statement: Statement, question: Question): string => {
  const unit =
    question.unit ?? ("metres" in statement ? comfortableUnit(statement.metres) : undefined);
  const ways = tell(statement, unit ? { unit } : {});
  const named = withArticle(statement.subject).toLowerCase();
  const sentence = question.query && ways.find((way) => way.toLowerCase().includes(named));
  return sentence ?? ways[0] ?? "";
};

/** Why nothing is told: what is asked for presumes what doesn't hold, or which way is up is not known. */
const untold = (
  relation: Relation,
  names: { readonly subject: string; readonly object: string },
  { reason }: Unreadable,
): string => {
  const truth = isLengthRelation(relation) ? lengthDefinition(relation).truth : undefined;
  const presumed = truth?.by === "difference" ? truth.presumes : "";
  if (reason === "presumption" && isPredicateRelation(presumed)) {
    const ways = tell({ ...names, relation: presumed, holds: false });
    const named = withArticle(names.subject).toLowerCase();
    return ways.find((way) => way.toLowerCase().includes(named)) ?? "";
  }
  return "That can't be told without knowing which way is up.";
};

/** What the answer says in words. */
export const textOf = (
  question: Question,
  relation: Relation,
  reading: Reading,
  missing?: "subject" | "object",
): string => {
  const names = question.query ?? unnamed;
  if (missing) return tellNotVisible(names[missing])[0] ?? "";
  if (reading.kind === "unreadable") return untold(relation, names, reading);
  const statement = statementOf(relation, names, reading);
  return statement ? told(statement, question) : "";
};
