import type { Failure, Frame } from "../../core/index.js";
import type { Question } from "../../vqa/index.js";
import type { Answer, Backend } from "../backend.js";
import type { Engine } from "../engine/engine.js";
import { failedAnswer } from "../failed-answer.js";
import type { ChatTemplate } from "./chat-template.js";
import { converse, type Model, type Turn } from "./converse.js";
import type { EncodedImage, FamilyModel } from "./family.js";
import { askedText, type Decodings, recognised, wantedBy } from "./questions.js";
import { promptOf } from "./sequences.js";
import type { Tokens } from "./tokens.js";

export interface GenerativeParts {
  readonly engine: Engine;
  readonly family: FamilyModel;
  readonly model: Model;
  readonly tokens: Tokens;
  readonly template: ChatTemplate;
  readonly decodings: Decodings;
  /** Tokens that a prompt and its answer may have together. */
  readonly context: number;
  /** Tokens that an answer may need. */
  readonly answerTokens: number;
  /** Questions that are run together; more of them take several batches. */
  readonly batch: number;
}

/** The tokens of what is asked, with the image's where the placeholder stood. */
export const idsOf = (
  text: string,
  image: EncodedImage,
  { template, tokens, family }: Pick<GenerativeParts, "template" | "tokens" | "family">,
): readonly number[] => {
  const [before = "", ...after] = template(text).split(family.placeholder);
  const [lead, trail] = image.around ?? ["", ""];
  return [
    ...tokens.encode(before + lead),
    ...tokens.encode(image.text),
    ...tokens.encode(trail + after.join(family.placeholder)),
  ];
};

const tooLong = (
  question: Question,
  tokens: number,
  { context, answerTokens }: GenerativeParts,
): Failure => ({
  code: "model.question",
  message: `"${question.text}": with the image it has ${tokens} tokens, and its answer may take ${answerTokens}; the model takes ${context}`,
});

/** A question as a turn, or why it can't be put. */
const turnOf = (
  question: Question,
  image: EncodedImage,
  parts: GenerativeParts,
): Turn | Failure => {
  const ids = idsOf(askedText(question), image, parts);
  if (ids.length + parts.answerTokens > parts.context) return tooLong(question, ids.length, parts);
  return {
    prompt: promptOf(ids, image, parts.family),
    decoding: parts.decodings[wantedBy(question)](question),
  };
};

const answerOf = (turn: Turn | Failure): Answer =>
  "code" in turn ? failedAnswer(turn) : turn.decoding.result();

const batches = <T>(all: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
    all.slice(at * size, (at + 1) * size),
  );

/** Answers in the questions' order: the image encoded once, what the questions share run once, all of them together. */
export const createAsk =
  (parts: GenerativeParts): Backend["ask"] =>
  async (frame: Frame, asked, signal) => {
    signal?.throwIfAborted();
    if (asked.length === 0) return [];
    const { engine, family, model } = parts;
    const image = await family.image(frame);
    const prepare = async (): Promise<readonly (Turn | Failure)[]> =>
      asked.map((question) => turnOf(recognised(question), image, parts));
    const turns = await engine.call(async (lane) => {
      // Prompts are made while the encoder runs.
      const [features, prepared] = await Promise.all([
        model.embedder.encode(lane, image.feeds),
        prepare(),
      ]);
      const askable = prepared.flatMap((turn) => ("code" in turn ? [] : [turn]));
      for (const batch of batches(askable, parts.batch))
        await converse(model, lane, features, batch);
      return prepared;
    }, signal);
    return turns.map(answerOf);
  };
