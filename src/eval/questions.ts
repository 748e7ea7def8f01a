import {
  groupBy,
  type LengthRelation,
  type Metres,
  type PredicateRelation,
} from "../core/index.js";
import { type AbsentScore, scoreAbsent } from "./absent.js";
import { type Case, isAnswered, lengthCases, predicateCases } from "./case.js";
import { type LengthBin, type LengthScore, scoreBins, scoreLengths } from "./length-scores.js";
import { type PaperScore, scorePaper } from "./paper/index.js";
import { type PredicateScore, scorePredicates } from "./predicate-scores.js";
import { type Reliability, reliabilityOf } from "./reliability.js";

/** What SpatialVLM measured, and what it did not; errors and shares of what was answered, but for `paper`. */
export interface QuestionScores {
  readonly asked: number;
  /** Over every yes or no. */
  readonly qualitative?: PredicateScore;
  /** Over every length. */
  readonly quantitative?: LengthScore;
  /** Distances between the gripper and a thing: what a reward lives by. */
  readonly gripperDistance?: LengthScore;
  readonly lengths: Readonly<Partial<Record<LengthRelation, LengthScore>>>;
  readonly predicates: Readonly<Partial<Record<PredicateRelation, PredicateScore>>>;
  /** Of answered distances, by how long they truly are. */
  readonly byTrueDistance: readonly LengthBin[];
  /** Of answered distances, by how far the things are from the camera. */
  readonly byCameraDistance: readonly LengthBin[];
  readonly reliability: Reliability;
  readonly absent?: AbsentScore;
  /** Against all that was asked, as SpatialVLM's tables are. */
  readonly paper: PaperScore;
}

const trueEdges: readonly Metres[] = [0, 0.05, 0.1, 0.2, 0.4];
const cameraEdges: readonly Metres[] = [0, 0.6, 1, 1.5];

/** Scores of each relation, in order of first appearance. */
const byRelation = <Relation extends string, One extends { readonly relation: Relation }, Score>(
  cases: readonly One[],
  score: (some: readonly One[]) => Score,
): Partial<Record<Relation, Score>> => {
  const scores: Partial<Record<Relation, Score>> = {};
  for (const [relation, some] of groupBy(cases, (one) => one.relation)) {
    scores[relation] = score(some);
  }
  return scores;
};

const ifAny = <One, Score>(
  cases: readonly One[],
  score: (some: readonly One[]) => Score,
): Score | undefined => (cases.length === 0 ? undefined : score(cases));

export const scoreQuestions = (cases: readonly Case[]): QuestionScores => {
  const lengths = lengthCases(cases);
  const predicates = predicateCases(cases);
  const distances = lengths.filter(({ relation }) => relation === "distance");
  const answered = distances.filter(isAnswered);
  const qualitative = ifAny(predicates, scorePredicates);
  const quantitative = ifAny(lengths, scoreLengths);
  const gripperDistance = ifAny(
    distances.filter(({ of }) => of.ofGripper),
    scoreLengths,
  );
  const absent = scoreAbsent(cases);
  return {
    asked: cases.length,
    ...(qualitative && { qualitative }),
    ...(quantitative && { quantitative }),
    ...(gripperDistance && { gripperDistance }),
    lengths: byRelation(lengths, scoreLengths),
    predicates: byRelation(predicates, scorePredicates),
    byTrueDistance: scoreBins(answered, ({ truth }) => truth, trueEdges),
    byCameraDistance: scoreBins(answered, ({ of }) => of.cameraDistance, cameraEdges),
    reliability: reliabilityOf(lengths.filter(isAnswered), predicates),
    ...(absent && { absent }),
    paper: scorePaper(cases),
  };
};
