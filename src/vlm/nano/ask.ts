import type { Failure, Frame } from "../../core/index.js";
import { parseQuestion, type Question } from "../../vqa/index.js";
import type { Answer, Backend } from "../backend.js";
import type { Engine } from "../engine/engine.js";
import type { ImageProcessor } from "../engine/image-processor.js";
import { intrinsicsOnCanvas, pixelOfImage } from "../engine/letterbox.js";
import type { Tokenizer } from "../engine/tokenizer.js";
import { failedAnswer } from "../failed-answer.js";
import { answerOf, type View } from "./answers.js";
import { cameraOf } from "./camera.js";
import type { NanoConfig } from "./config.js";
import type { NanoGraphs } from "./graphs.js";
import { groundingText } from "./grounding-text.js";
import { type Grounding, readNovelty, readOutputs } from "./outputs.js";
import { frameSteps, intrinsicsTensor, questionTensors } from "./steps.js";
import { type NanoVocabulary, whyNotAskable } from "./vocabulary.js";
import { loosened } from "./words/loosened.js";
import { inOwnWords } from "./words/questions.js";

export interface NanoParts {
  readonly engine: Engine;
  readonly config: NanoConfig;
  readonly tokenizer: Tokenizer;
  readonly vocabulary: NanoVocabulary;
  readonly graphs: NanoGraphs;
  readonly processImage: ImageProcessor;
}

interface Grounded {
  readonly novelty?: number;
  readonly groundings: readonly Grounding[];
  readonly view: View;
}

/** Puts questions to the model: one run for the image, one for all of them. */
const ground = async (
  parts: NanoParts,
  frame: Frame,
  questions: readonly Question[],
  signal?: AbortSignal,
): Promise<Grounded> => {
  const { engine, config, tokenizer, graphs, processImage } = parts;
  const { pixels, placement } = await processImage(frame);
  const camera = cameraOf(frame);
  const ids = questions.map((question) => tokenizer.encode(groundingTextOf(parts, question)));
  const steps = frameSteps(graphs, {
    pixel_values: pixels,
    intrinsics: intrinsicsTensor(intrinsicsOnCanvas(camera.intrinsics, placement)),
    ...questionTensors(ids, graphs.questionTokens),
  });
  const outputs = await engine.call((lane) => lane.run(steps), signal);
  const novelty = readNovelty(outputs);
  return {
    ...(novelty !== undefined && { novelty }),
    groundings: readOutputs(outputs, config, questions.length),
    view: {
      camera,
      ...(frame.up ? { up: frame.up } : {}),
      visibleThreshold: config.visible_threshold,
      pixelOfImage: (pixel) => pixelOfImage(pixel, placement),
    },
  };
};

/** What the model reads of a question, in words that it has learnt. */
const groundingTextOf = (
  { config, tokenizer, vocabulary }: NanoParts,
  question: Question,
): string =>
  groundingText(inOwnWords(question, vocabulary.understand(question)), config, tokenizer);

/** A free question that is one of our wordings is as good as a query. */
const recognised = (question: Question): Question =>
  question.query ? question : { ...parseQuestion(question.text), ...question };

/** Answers in the questions' order: what can't be put to the model fails by itself, the rest goes in one batch. */
export const createAsk = (parts: NanoParts): Backend["ask"] => {
  const { tokenizer, graphs, vocabulary } = parts;
  const refusal = (question: Question): Failure | undefined =>
    whyNotAskable(
      question,
      tokenizer,
      graphs.questionTokens,
      vocabulary,
      groundingTextOf(parts, question),
    );

  return async (frame, asked, signal) => {
    signal?.throwIfAborted();
    const questions = asked.map(recognised);
    const refusals = questions.map(refusal);
    const askable = questions.filter((_, index) => !refusals[index]);
    if (askable.length === 0) return refusals.flatMap((why) => (why ? [failedAnswer(why)] : []));
    const { groundings, view, novelty } = await ground(parts, frame, askable, signal);
    const answers = askable.flatMap((question, index): readonly Answer[] => {
      const grounding = groundings[index];
      if (!grounding) return [];
      const { understood } = vocabulary.understand(question);
      const answer = loosened(answerOf(question, grounding, view), question, understood);
      return [novelty === undefined ? answer : { ...answer, novelty }];
    });
    return inOrder(refusals, answers);
  };
};

/** Refused questions in their places among the answered ones. */
const inOrder = (
  refusals: readonly (Failure | undefined)[],
  answers: readonly Answer[],
): readonly Answer[] => {
  const rest = answers.values();
  return refusals.flatMap((why) => {
    const answer = why ? failedAnswer(why) : rest.next().value;
    return answer ? [answer] : [];
  });
};
