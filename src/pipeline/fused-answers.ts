import {
  type Frame,
  isLengthFact,
  type LengthFact,
  type Query,
  queryKey,
  type Refusal,
} from "../core/index.js";
import type { Answer, BackendIdentity } from "../vlm/index.js";
import type { Question } from "../vqa/index.js";
import { factsFromAnswers } from "./facts.js";
import { fuse, startFuse } from "./fuse.js";
import { type Besides, gather } from "./gather.js";

export interface FusedAnswers {
  /** In order of the questions. */
  readonly answers: readonly Answer[];
  /** What is known besides and is not believed. */
  readonly refused: readonly Refusal[];
}

interface Told {
  readonly query: Query;
  readonly answer: Answer;
}

const lengthsOf = async (
  frame: Frame,
  told: readonly Told[],
  by: BackendIdentity,
  besides: Besides,
) => {
  const answers = told.map(({ answer }) => answer);
  const { stamp, frameId } = frame;
  const observation = {
    stamp,
    frameId,
    ...factsFromAnswers(told, answers, by),
    ...(await gather(frame, told, answers, { besides, source: by.source })),
  };
  return fuse(startFuse, observation, besides.gripper).observation;
};

const withLength = (answer: Answer, { metres, stddev, source }: LengthFact): Answer => ({
  ...answer,
  reading: { kind: "length", metres, ...(stddev !== undefined && { stddev }) },
  source,
});

/** Answers to questions about one picture, their lengths by all that is known besides it; others as they were. */
export const fusedAnswers = async (
  frame: Frame,
  questions: readonly Question[],
  answers: readonly Answer[],
  { by, besides }: { readonly by: BackendIdentity; readonly besides: Besides },
): Promise<FusedAnswers> => {
  const told = questions.flatMap(({ query }, at): readonly Told[] => {
    const answer = answers[at];
    return query && answer ? [{ query, answer }] : [];
  });
  const { facts, refused = [] } = await lengthsOf(frame, told, by, besides);
  const lengths = new Map(facts.filter(isLengthFact).map((fact) => [queryKey(fact), fact]));
  return {
    refused,
    answers: answers.map((answer, at) => {
      const query = questions[at]?.query;
      const fact = query && lengths.get(queryKey(query));
      return fact ? withLength(answer, fact) : answer;
    }),
  };
};
