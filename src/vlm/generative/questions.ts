import { isLengthRelation } from "../../core/index.js";
import { parseQuestion, type Question } from "../../vqa/index.js";
import type { Decoding } from "./decoding.js";

/** What a question asks for, as far as we recognise it. */
export type Wanted = "length" | "predicate" | "words";

/** Said after a question, so that a model that could say anything says what is wanted. */
const instructions: Readonly<Record<Wanted, string>> = {
  length: " Answer with a number and its unit.",
  predicate: " Answer yes or no.",
  words: "",
};

/** A free question that is one of our wordings is as good as a query. */
export const recognised = (question: Question): Question =>
  question.query ? question : { ...parseQuestion(question.text), ...question };

export const wantedBy = ({ query }: Question): Wanted => {
  if (!query) return "words";
  return isLengthRelation(query.relation) ? "length" : "predicate";
};

/** What the model is asked. */
export const askedText = (question: Question): string =>
  `${question.text}${instructions[wantedBy(question)]}`;

export type Decodings = Readonly<Record<Wanted, (question: Question) => Decoding>>;
