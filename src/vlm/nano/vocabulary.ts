import {
  allRelations,
  type Failure,
  type LengthUnit,
  lengthUnits,
  nearest,
  remember,
} from "../../core/index.js";
import { allWordings, askableUnitNames, type Question } from "../../vqa/index.js";
import type { UnknownWord, Vocabulary } from "../backend.js";
import type { Tokenizer } from "../engine/tokenizer.js";
import type { Lexicon } from "./words/lexicon.js";
import { understandQuestion } from "./words/questions.js";
import type { Known, Understanding } from "./words/understand.js";

/** Words of the vocabulary that an error names. */
const examples = 24;

const units = Object.keys(lengthUnits).filter((name): name is LengthUnit => name in lengthUnits);

const quoted = (words: readonly string[]): string => words.map((word) => `"${word}"`).join(", ");

/** Words that questions are made of whatever they are about. */
const templateWords = (tokenizer: Tokenizer): ReadonlySet<string> => {
  const wordings = allRelations().flatMap((relation) =>
    allWordings({ relation, subject: "", object: "" }),
  );
  const inUnits = units.flatMap((unit) => askableUnitNames(unit).map((name) => `in ${name}`));
  return new Set([...wordings, ...inUnits].flatMap((wording) => tokenizer.words(wording)));
};

/** What a model of a closed vocabulary can be asked about, and how everyday words become its own. */
export interface NanoVocabulary extends Vocabulary {
  readonly understand: (question: Question) => Understanding;
}

/** Its words for things: one of them a mistyped name was meant to be. */
const unknownIn =
  (tokenizer: Tokenizer, words: readonly string[]) =>
  (question: Question, { unknown }: Understanding): readonly UnknownWord[] => {
    const known = question.query ? words : tokenizer.vocabulary;
    return [...new Map([...unknown].reverse().map((each) => [each.word, each])).values()]
      .reverse()
      .map(({ word, phrase }): UnknownWord => {
        const meant = nearest(word, known);
        return { word, phrase, ...(meant !== undefined && { nearest: meant }) };
      });
  };

const rememberedQuestions = 1024;
const keyOf = ({ text, query }: Question): string =>
  JSON.stringify([text, query?.subject, query?.object]);

/** The words of a model, but for those that questions are made of; others are understood by a lexicon. */
export const vocabularyOf = (tokenizer: Tokenizer, lexicon: () => Lexicon): NanoVocabulary => {
  const asking = templateWords(tokenizer);
  const isOfThings = (word: string): boolean => /^\p{L}{3,}$/u.test(word) && !asking.has(word);
  const words = tokenizer.vocabulary.filter(isOfThings);
  const known: Known = { unknownIn: tokenizer.unknownWords, things: new Set(words), lexicon };
  const understand = remember<Understanding, Question>(
    (question) => understandQuestion(question, known),
    rememberedQuestions,
    keyOf,
  );
  const unknown = unknownIn(tokenizer, words);
  return {
    words,
    understand,
    unknownIn: (question) => unknown(question, understand(question)),
  };
};

/** What a model knows and what to do about the rest. */
const describeVocabulary = ({ words }: Vocabulary): string => {
  const known =
    words.length > examples
      ? `${words.length} words for things, such as ${words.slice(0, examples).join(", ")}`
      : words.join(", ");
  return `it knows ${known}. Other things need a bigger model (--backend onnx:DIR) or more training (training/README.md).`;
};

/** What mistyped words may have meant. */
const suggestion = (unknown: readonly UnknownWord[]): string => {
  const meant = unknown.flatMap((word) => word.nearest ?? []);
  return meant.length > 0 ? `; did you mean ${quoted(meant)}?` : "";
};

/** Why a question can't be put to a model of a closed vocabulary, in the words `asked`; undefined when it can. */
export const whyNotAskable = (
  question: Question,
  tokenizer: Tokenizer,
  maxTokens: number,
  vocabulary: Vocabulary,
  asked: string = question.text,
): Failure | undefined => {
  const unknown = vocabulary.unknownIn(question);
  if (unknown.length > 0) {
    const which = unknown.length === 1 ? "the word" : "the words";
    return {
      code: "model.vocabulary",
      message: `"${question.text}": this model has not learnt ${which} ${quoted(unknown.map(({ word }) => word))}${suggestion(unknown)}; ${describeVocabulary(vocabulary)}`,
    };
  }
  const tokens = tokenizer.encode(asked).length;
  if (tokens <= maxTokens) return undefined;
  return {
    code: "model.question",
    message: `"${question.text}": a question may have ${maxTokens} tokens; it has ${tokens}`,
  };
};
