import {
  isLengthRelation,
  type LengthRelation,
  type Metres,
  type Pixel,
  type PredicateRelation,
  type Relation,
} from "../core/index.js";
import type { Reading } from "../vqa/index.js";

/** Where things are in the picture: as answered, and as they are. Pixels of the whole image. */
export interface Marks {
  readonly said: readonly Pixel[];
  readonly true: readonly Pixel[];
}

/** One question that was put, what is true, and what was answered. */
export interface Case {
  /** Of the image: a path, or a recording and a stamp. */
  readonly image: string;
  readonly question: string;
  /** In words; empty where the backend gave none. */
  readonly answer: string;
  readonly relation: Relation;
  /** Metres for lengths, whether it holds for predicates; undefined when a thing that was asked about can't be seen. */
  readonly truth: number | boolean | undefined;
  readonly reading: Reading;
  /** 0..1, how sure the backend is that all that is named can be seen; undefined when it doesn't say. */
  readonly seen?: number;
  /** Between the gripper and a thing: what a reward lives by. */
  readonly ofGripper: boolean;
  /** How far the things are from the camera, in the mean. */
  readonly cameraDistance?: Metres;
  readonly marks?: Marks;
}

/** A length that was asked for and is known; `estimate` is undefined where none was answered. */
export interface LengthCase {
  readonly relation: LengthRelation;
  readonly truth: Metres;
  readonly estimate?: Metres;
  /** Of the estimate; undefined when the backend can't say. */
  readonly stddev?: Metres;
  readonly of: Case;
}

/** A yes or no that was asked for and is known. */
export interface PredicateCase {
  readonly relation: PredicateRelation;
  readonly truth: boolean;
  readonly probability?: number;
  readonly of: Case;
}

/** An answer with an estimate. */
export type Answered = LengthCase & { readonly estimate: Metres };

export const isAnswered = (one: LengthCase): one is Answered => one.estimate !== undefined;

export const lengthCases = (cases: readonly Case[]): readonly LengthCase[] =>
  cases.flatMap((of) => {
    const { relation, truth, reading } = of;
    if (!isLengthRelation(relation) || typeof truth !== "number") return [];
    if (reading.kind !== "length") return [{ relation, truth, of }];
    const { metres: estimate, stddev } = reading;
    return [{ relation, truth, estimate, ...(stddev !== undefined && { stddev }), of }];
  });

export const predicateCases = (cases: readonly Case[]): readonly PredicateCase[] =>
  cases.flatMap((of) => {
    const { relation, truth, reading } = of;
    if (isLengthRelation(relation) || typeof truth !== "boolean") return [];
    const answer = reading.kind === "predicate" ? { probability: reading.probability } : {};
    return [{ relation, truth, ...answer, of }];
  });
