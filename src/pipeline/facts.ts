import {
  isLengthRelation,
  type Query,
  type ReferenceFrame,
  type Relation,
  type SpatialFact,
  type Unanswered,
} from "../core/index.js";
import type { Need } from "../reward/index.js";
import type { Answer, BackendIdentity } from "../vlm/index.js";
import { answerShape, type BelievableAnswer } from "./answer-shape.js";

export interface AnsweredFacts {
  readonly facts: readonly SpatialFact[];
  readonly unanswered: readonly Unanswered[];
}

/** A thing less likely in view than this is not visible: what is said of its place is a guess. */
export const defaultVisibleThreshold = 0.5;

const referenceFrames: ReadonlyMap<Relation, ReferenceFrame> = new Map([
  ["left_of", "image"],
  ["right_of", "image"],
  ["in_front_of", "image"],
  ["behind", "image"],
  ["closer", "image"],
  ["farther", "image"],
  ["above", "gravity"],
  ["below", "gravity"],
]);

/** Which of the two things can't be seen well enough to answer; asking whether it can is another matter. */
const hidden = (query: Query, answer: BelievableAnswer, threshold: number): string | undefined => {
  if (query.relation === "visible") return undefined;
  const unseen = (thing: BelievableAnswer["subject"]): boolean =>
    thing !== undefined && thing.visible < threshold;
  if (unseen(answer.subject)) return query.subject;
  return unseen(answer.object) ? query.object : undefined;
};

const statementOf = (query: Query, answer: BelievableAnswer, identity: BackendIdentity) => ({
  subject: query.subject,
  object: query.object,
  source: identity.source,
  confidence: answer.confidence,
  ...(answer.subject && {
    subjectPoint: answer.subject.point,
    subjectPixel: answer.subject.pixel,
  }),
  ...(answer.object && { objectPoint: answer.object.point, objectPixel: answer.object.pixel }),
});

/** One answer as a fact, or why it is none. */
const factOf = (
  query: Query,
  answer: BelievableAnswer,
  identity: BackendIdentity,
  threshold: number,
): SpatialFact | string => {
  const { reading, failure } = answer;
  if (failure) return failure.message;
  const unseen = hidden(query, answer, threshold);
  if (unseen !== undefined) return `${unseen} is not visible`;
  if (reading.kind === "unreadable") return reading.reason;
  const { relation } = query;
  const statement = statementOf(query, answer, identity);
  if (isLengthRelation(relation)) {
    if (reading.kind !== "length") return "a length was asked for, yes or no was answered";
    const { stddev } = reading;
    const sure = stddev === undefined ? {} : { stddev };
    return { ...statement, relation, metres: reading.metres, ...sure };
  }
  if (reading.kind !== "predicate") return "yes or no was asked for, a length was answered";
  const frame = referenceFrames.get(relation);
  const seenFrom = frame === undefined ? {} : { referenceFrame: frame };
  return { ...statement, relation, probability: reading.probability, ...seenFrom };
};

/**
 * The facts in a backend's answers, one answer to each need, in order. What is missing, unreadable, impossible (a
 * negative length) or about a thing that is not visible becomes an Unanswered with the reason; nothing throws.
 */
export const factsFromAnswers = (
  needs: readonly Pick<Need, "query">[],
  answers: readonly Answer[],
  identity: BackendIdentity,
  { visibleThreshold = defaultVisibleThreshold } = {},
): AnsweredFacts => {
  const facts: SpatialFact[] = [];
  const unanswered: Unanswered[] = [];
  needs.forEach(({ query }, i) => {
    const answer = answerShape.safeParse(answers[i]);
    const fact = answer.success
      ? factOf(query, answer.data, identity, visibleThreshold)
      : answers[i] === undefined
        ? "no answer"
        : "an impossible answer";
    if (typeof fact === "string") unanswered.push({ query, reason: fact });
    else facts.push(fact);
  });
  return { facts, unanswered };
};
