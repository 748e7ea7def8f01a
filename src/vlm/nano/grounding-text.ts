import { isUnaryRelation } from "../../core/index.js";
import { type Question, questionFor } from "../../vqa/index.js";
import type { Tokenizer } from "../engine/tokenizer.js";
import type { NanoConfig } from "./config.js";

/**
 * What the model reads to find the things of a question: its own words where it was trained on them, else a question about
 * the same things that it was. What is asked of them is then geometry's.
 */
export const groundingText = (
  { query, text }: Question,
  { relations }: Pick<NanoConfig, "relations">,
  { unknownWords }: Pick<Tokenizer, "unknownWords">,
): string => {
  if (!query) return text;
  const isKnown = relations.includes(query.relation);
  if (isKnown && unknownWords(text).length === 0) return text;
  const isOfOne = query.object === "";
  const relation = isKnown
    ? query.relation
    : relations.find((name) => isUnaryRelation(name) === isOfOne);
  return relation === undefined ? text : questionFor({ ...query, relation }).text;
};
