import { type Failure, failureOf } from "../core/index.js";
import type { DataLine } from "../dataset/index.js";
import type { Answer, Backend } from "../vlm/index.js";
import { parseQuestion } from "../vqa/index.js";
import type { Case } from "./case.js";
import { frameOf } from "./frames.js";
import { caseOf, noAnswer } from "./line-cases.js";

export interface AskedLine {
  readonly cases: readonly Case[];
  /** Set when the backend failed on the image as a whole; its questions then count as unanswered. */
  readonly failure?: Failure;
}

const ask = async (
  folder: string,
  line: DataLine,
  texts: readonly string[],
  backend: Backend,
  signal: AbortSignal,
): Promise<readonly Answer[] | Failure> => {
  const frame = await frameOf(folder, line);
  try {
    return await backend.ask(frame, texts.map(parseQuestion), signal);
  } catch (thrown) {
    signal.throwIfAborted();
    const failure = failureOf(thrown, "model.failed");
    // A picture that does not decode is the data's fault, not the model's.
    if (failure.code.startsWith("image.")) throw thrown;
    return failure;
  }
};

const isFailure = (asked: readonly Answer[] | Failure): asked is Failure => "code" in asked;

/**
 * Asks a line's questions in its own words.
 * @throws SpatialRewardError image.*; the signal's reason when it aborts
 */
export const askStill = async (
  folder: string,
  line: DataLine,
  backend: Backend,
  signal: AbortSignal,
): Promise<AskedLine> => {
  const questions = line.questions ?? [];
  if (questions.length === 0) return { cases: [] };
  const texts = questions.map(({ question }) => question);
  const asked = await ask(folder, line, texts, backend, signal);
  const missing: Failure = isFailure(asked)
    ? asked
    : { code: "model.failed", message: "the backend left a question out" };
  const answers = isFailure(asked) ? [] : asked;
  const cases = questions.map((question, i) =>
    caseOf(folder, line, question, answers[i] ?? noAnswer(missing)),
  );
  return isFailure(asked) ? { cases, failure: asked } : { cases };
};
