import {
  type Failure,
  type LengthUnit,
  lengthRelations,
  lengthUnits,
  nearest,
  predicateRelations,
} from "../../core/index.js";
import { allWordings, askableUnitNames, type Question } from "../../vqa/index.js";
import type { Tokenizer } from "../engine/tokenizer.js";

/** Words of the vocabulary that an error names. */
const examples = 24;

const units = Object.keys(lengthUnits).filter((name): name is LengthUnit => name in lengthUnits);

const quoted = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(", ");

/** Words that must be known: those that name things; every word of a question whose names we can't tell apart. */
const phrasesOf = ({ query, text }: Question): readonly string[] =>
  query ? [query.subject, query.object] : [text];

const unknownWords = (question: Question, tokenizer: Tokenizer): readonly string[] => [
  ...new Set(phrasesOf(question).flatMap((phrase) => tokenizer.unknownWords(phrase))),
];

/** Words that questions are made of whatever they are about. */
const templateWords = (tokenizer: Tokenizer): ReadonlySet<string> => {
  const wordings = [...lengthRelations, ...predicateRelations].flatMap((relation) =>
    allWordings({ relation, subject: "", object: "" }),
  );
  const inUnits = units.flatMap((unit) => askableUnitNames(unit).map((name) => `in ${name}`));
  return new Set([...wordings, ...inUnits].flatMap((wording) => tokenizer.words(wording)));
};

/** What a model knows and what to do about the rest: its commonest words that are not the questions' own. */
export const describeVocabulary = (tokenizer: Tokenizer): string => {
  const asking = templateWords(tokenizer);
  const words = tokenizer.vocabulary.filter(
    (word) => /^\p{L}{3,}$/u.test(word) && !asking.has(word),
  );
  const known =
    words.length > examples
      ? `${words.length} words for things, such as ${words.slice(0, examples).join(", ")}`
      : words.join(", ");
  return `it knows ${known}. Other things need a bigger model (--backend onnx:DIR) or more training (training/README.md).`;
};

/** What a mistyped word may have meant. */
const suggestion = (unknown: readonly string[], { vocabulary }: Tokenizer): string => {
  const meant = unknown.flatMap((word) => nearest(word, vocabulary) ?? []);
  return meant.length > 0 ? `; did you mean ${quoted(meant)}?` : "";
};

/** Why a question can't be put to a model of a closed vocabulary; undefined when it can. */
export const whyNotAskable = (
  question: Question,
  tokenizer: Tokenizer,
  maxTokens: number,
  knows: string,
): Failure | undefined => {
  const unknown = unknownWords(question, tokenizer);
  if (unknown.length > 0) {
    const which = unknown.length === 1 ? "the word" : "the words";
    return {
      code: "model.vocabulary",
      message: `"${question.text}": this model has not learnt ${which} ${quoted(unknown)}${suggestion(unknown, tokenizer)}; ${knows}`,
    };
  }
  const tokens = tokenizer.encode(question.text).length;
  if (tokens <= maxTokens) return undefined;
  return {
    code: "model.question",
    message: `"${question.text}": a question may have ${maxTokens} tokens; it has ${tokens}`,
  };
};
