import {
  type Frame,
  failureOf,
  type Observation,
  type Seconds,
  type SpatialFact,
} from "../core/index.js";
import type { Need } from "../reward/index.js";
import type { Answer, Backend } from "../vlm/index.js";
import { questionFor } from "../vqa/index.js";
import { factsFromAnswers } from "./facts.js";
import { within } from "./within.js";

export type Observe = (frame: Frame, signal?: AbortSignal) => Promise<Observation>;

export interface ObserveLimits {
  /** How long a frame may take: a backend that never answers must not stop the stream. The backend's own, if it has one. */
  readonly timeout?: Seconds;
}

/** It is the image's, and so the same in every answer; questions that could not be put come without. */
const noveltyOf = (answers: readonly Answer[]): Pick<Observation, "novelty"> => {
  const novelty = answers.find((answer) => answer?.novelty !== undefined)?.novelty;
  return novelty !== undefined && Number.isFinite(novelty) ? { novelty } : {};
};

/**
 * Asks a backend all that a task needs of one frame. The world's failures are values: a frame that can't be read, a
 * backend that fails or takes too long becomes `failure`; an unreadable answer is among the unanswered. Facts are raw
 * but for `calibrate`. Rejects only when `signal` aborts, with interrupted: then nobody waits for the observation.
 */
export const observe = (
  backend: Backend,
  needs: readonly Pick<Need, "query">[],
  calibrate: (fact: SpatialFact) => SpatialFact = (fact) => fact,
  { timeout = backend.patience ?? 60 }: ObserveLimits = {},
): Observe => {
  const questions = needs.map(({ query }) => questionFor(query));
  return async (frame, signal) => {
    const { stamp, frameId } = frame;
    try {
      const ask = (stop: AbortSignal) => backend.ask(frame, questions, stop);
      const answers = questions.length === 0 ? [] : await within(ask, { signal, timeout });
      const read = factsFromAnswers(needs, answers, backend.identity);
      const facts = read.facts.map(calibrate);
      return { stamp, frameId, facts, unanswered: read.unanswered, ...noveltyOf(answers) };
    } catch (thrown) {
      if (signal?.aborted) throw thrown;
      const failure = failureOf(thrown, "model.failed");
      return { stamp, frameId, facts: [], unanswered: [], failure };
    }
  };
};
