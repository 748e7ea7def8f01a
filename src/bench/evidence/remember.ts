import type { Frame } from "../../core/index.js";
import type { Answer, Backend } from "../../vlm/index.js";
import type { Question } from "../../vqa/index.js";

const keyOf = ({ camera, stamp, up }: Frame, questions: readonly Question[]): string =>
  JSON.stringify([camera, String(stamp), up, questions.map(({ text }) => text)]);

/**
 * Asks about each picture once, whatever else is known beside it: variants of one recording have the same pictures.
 * For one recording at a time, so that what is kept is bounded by its length.
 */
export const rememberingAnswers = (backend: Backend): Backend => {
  const known = new Map<string, readonly Answer[]>();
  return {
    ...backend,
    ask: async (frame, questions, signal) => {
      const key = keyOf(frame, questions);
      const answers = known.get(key) ?? (await backend.ask(frame, questions, signal));
      known.set(key, answers);
      return answers;
    },
  };
};
