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
import { type Besides, gather } from "./gather.js";
import { within } from "./within.js";

export type Observe = (frame: Frame, signal?: AbortSignal) => Promise<Observation>;

export interface ObserveLimits {
  /** How long a frame may take: a backend that never answers must not stop the stream. The backend's own, if it has one. */
  readonly timeout?: Seconds;
  /** What is known besides the pictures; without it a model's own answers are all. */
  readonly besides?: Besides;
}

/** It is the image's, and so the same in every answer; questions that could not be put come without. */
const noveltyOf = (answers: readonly Answer[]): Pick<Observation, "novelty"> => {
  const novelty = answers.find((answer) => answer?.novelty !== undefined)?.novelty;
  return novelty !== undefined && Number.isFinite(novelty) ? { novelty } : {};
};

/** A model points in the picture that it was shown; what it says is of the camera's image. */
const asTaken =
  ({ asTaken: taken }: Frame) =>
  (fact: SpatialFact): SpatialFact => {
    const { subjectPixel, objectPixel } = fact;
    if (!taken) return fact;
    return {
      ...fact,
      ...(subjectPixel && { subjectPixel: taken.pixelOf(subjectPixel) }),
      ...(objectPixel && { objectPixel: taken.pixelOf(objectPixel) }),
    };
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
  { timeout = backend.patience ?? 60, besides }: ObserveLimits = {},
): Observe => {
  const questions = needs.map(({ query }) => questionFor(query));
  return async (frame, signal) => {
    const { stamp, frameId, intrinsicsSource } = frame;
    const assumed = intrinsicsSource === "assumed" ? { lensAssumed: true as const } : {};
    const seen = { stamp, frameId, ...assumed };
    try {
      const ask = (stop: AbortSignal) => backend.ask(frame, questions, stop);
      const answers = questions.length === 0 ? [] : await within(ask, { signal, timeout });
      const read = factsFromAnswers(needs, answers, backend.identity);
      const facts = read.facts.map(asTaken(frame)).map(calibrate);
      const told = { ...seen, facts, unanswered: read.unanswered, ...noveltyOf(answers) };
      const { source } = backend.identity;
      return { ...told, ...(await gather(frame, needs, answers, { besides, source })) };
    } catch (thrown) {
      if (signal?.aborted) throw thrown;
      const failure = failureOf(thrown, "model.failed");
      return { ...seen, facts: [], unanswered: [], failure };
    }
  };
};
