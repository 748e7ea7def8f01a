import {
  type FactSource,
  isLengthRelation,
  predicateDefinition,
  type Query,
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

/** Why there is no answer; of things that can't be seen, which one: the one less likely in view. */
const whyUnreadable = (
  { subject, object }: Query,
  answer: BelievableAnswer,
  { reason, phrase }: { readonly reason: string; readonly phrase?: string },
): string => {
  if (reason !== "not-visible") return phrase === undefined ? reason : `${reason}: "${phrase}"`;
  const objectHidden = (answer.object?.visible ?? 1) < (answer.subject?.visible ?? 1);
  return `${objectHidden ? object : subject} is not visible`;
};

const statementOf = (query: Query, answer: BelievableAnswer, source: FactSource) => ({
  subject: query.subject,
  object: query.object,
  source,
  confidence: answer.confidence,
  ...(answer.subject && { subjectPixel: answer.subject.pixel }),
  ...(answer.subject?.point && { subjectPoint: answer.subject.point }),
  ...(answer.object && { objectPixel: answer.object.pixel }),
  ...(answer.object?.point && { objectPoint: answer.object.point }),
});

/** One answer as a fact, or why it is none. */
const factOf = (
  query: Query,
  answer: BelievableAnswer,
  source: FactSource,
): SpatialFact | string => {
  const { reading, failure } = answer;
  if (failure) return failure.message;
  if (reading.kind === "unreadable") return whyUnreadable(query, answer, reading);
  const { relation } = query;
  const statement = statementOf(query, answer, source);
  if (isLengthRelation(relation)) {
    if (reading.kind !== "length") return "a length was asked for, yes or no was answered";
    const { stddev } = reading;
    const sure = stddev === undefined ? {} : { stddev };
    return { ...statement, relation, metres: reading.metres, ...sure };
  }
  if (reading.kind !== "predicate") return "yes or no was asked for, a length was answered";
  const { referenceFrame } = predicateDefinition(relation);
  const seenFrom = referenceFrame === undefined ? {} : { referenceFrame };
  return { ...statement, relation, probability: reading.probability, ...seenFrom };
};

/**
 * The facts in a backend's answers, one answer to each need, in order. What is missing, unreadable, impossible (a
 * negative length) becomes an Unanswered with the reason; nothing throws.
 * Whether a thing is in view well enough to answer is the backend's to judge: it knows its own probabilities.
 */
export const factsFromAnswers = (
  needs: readonly Pick<Need, "query">[],
  answers: readonly Answer[],
  identity: BackendIdentity,
): AnsweredFacts => {
  const facts: SpatialFact[] = [];
  const unanswered: Unanswered[] = [];
  needs.forEach(({ query }, i) => {
    const answer = answerShape.safeParse(answers[i]);
    const fact = answer.success
      ? factOf(query, answer.data, answers[i]?.source ?? identity.source)
      : answers[i] === undefined
        ? "no answer"
        : "an impossible answer";
    if (typeof fact === "string") unanswered.push({ query, reason: fact });
    else facts.push(fact);
  });
  return { facts, unanswered };
};
