import { isLengthRelation } from "../../core/index.js";
import type { Question, Reading } from "../types.js";
import { readLength } from "./read-length.js";
import { readPredicate } from "./read-predicate.js";

/**
 * What a model's answer in words says, as the answer to `question`: a length or a probability.
 * A question that isn't recognised is taken to ask for a length. Never throws, and never guesses: what can be taken in two
 * ways is unreadable.
 */
export const readAnswer = (text: string, question: Question): Reading => {
  const { query } = question;
  return query === undefined || isLengthRelation(query.relation)
    ? readLength(text, question)
    : readPredicate(text, question, query, query.relation);
};
