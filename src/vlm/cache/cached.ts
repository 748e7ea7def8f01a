import type { Frame } from "../../core/index.js";
import type { Question } from "../../vqa/index.js";
import type { Answer, Backend, BackendUsage } from "../backend.js";
import { answerKey, hashFrame } from "./answer-key.js";
import type { AnswerStore } from "./answer-store.js";

/** What failed may go well next time, and so may an answer without a word. */
const isWorthKeeping = ({ failure, reading }: Answer): boolean =>
  failure === undefined && !(reading.kind === "unreadable" && reading.reason === "empty");

const nothingUsed: BackendUsage = {
  requests: 0,
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
};

/**
 * A backend that remembers its answers to the same question about the same image, and is asked only the rest: labelling
 * again with a changed task is free where the questions are the same. Closing it closes the backend, not the store.
 */
export const cachedBackend = (backend: Backend, store: AnswerStore): Backend => {
  let hits = 0;
  const fresh = async (
    frame: Frame,
    asked: readonly { readonly key: string; readonly question: Question }[],
    signal?: AbortSignal,
  ): Promise<readonly Answer[]> => {
    if (asked.length === 0) return [];
    const answers = await backend.ask(
      frame,
      asked.map(({ question }) => question),
      signal,
    );
    await Promise.all(
      answers.map(async (answer, at) => {
        const key = asked[at]?.key;
        if (key !== undefined && isWorthKeeping(answer)) await store.put(key, answer);
      }),
    );
    return answers;
  };
  return {
    ...backend,
    usage: () => ({ ...nothingUsed, ...backend.usage?.(), cachedAnswers: hits }),
    ask: async (frame, questions, signal) => {
      signal?.throwIfAborted();
      const frameHash = await hashFrame(frame);
      const looked = await Promise.all(
        questions.map(async (question) => {
          const key = answerKey(backend.identity, frameHash, question);
          return { key, question, known: await store.get(key) };
        }),
      );
      const missing = looked.filter(({ known }) => known === undefined);
      hits += looked.length - missing.length;
      const rest = (await fresh(frame, missing, signal)).values();
      return looked.flatMap(({ known }) => known ?? rest.next().value ?? []);
    },
  };
};
