import type { Pixel, Vec3 } from "./geometry.js";
import {
  isLengthRelation,
  type LengthRelation,
  type PredicateRelation,
  type ReferenceFrame,
  type Relation,
} from "./relations/index.js";
import type { Metres } from "./units.js";

/**
 * Who says so: `onnx:<model>` and `openai:<model>` name the model, `ensemble:<a>+<b>` the models that were weighed.
 * `known` is a length that the task states, `memory` what was seen before, `camera:<name>` another camera. Where
 * several were weighed they are listed, the surest first: `depth+tf+nano`.
 */
export type FactSource = SingleSource | `${SingleSource}+${string}`;

export type SingleSource =
  | "nano"
  /** A backend by its kind, or another camera. */
  | `${string}:${string}`
  | "depth"
  | "tf"
  | "known"
  | "memory"
  | "ground_truth";

/** One by one, as they are listed. */
export const sourcesOf = (source: FactSource): readonly string[] => source.split("+");

export const isFactSource = (source: unknown): source is FactSource =>
  typeof source === "string" &&
  /^(?:(?:nano|depth|tf|known|memory|ground_truth)(?:$|\+)|[a-z][a-z0-9-]*:)/.test(source);

interface Statement {
  readonly subject: string;
  /** Empty for relations of one thing. */
  readonly object: string;
  readonly source: FactSource;
  /** 0..1: how far the source is to be trusted here (for a model: that both things are in view). */
  readonly confidence: number;
  /** Metres in the camera's optical frame, from a source that knows where things are. */
  readonly subjectPoint?: Vec3;
  readonly objectPoint?: Vec3;
  readonly subjectPixel?: Pixel;
  readonly objectPixel?: Pixel;
}

/** `metres` is at least 0; `stddev` its standard deviation, undefined when the source can't say. */
export interface LengthFact extends Statement {
  readonly relation: LengthRelation;
  readonly metres: Metres;
  readonly stddev?: Metres;
}

export interface PredicateFact extends Statement {
  readonly relation: PredicateRelation;
  /** Probability, 0..1, that the relation holds. */
  readonly probability: number;
  readonly referenceFrame?: ReferenceFrame;
}

/** One typed statement about space, before any prose. */
export type SpatialFact = LengthFact | PredicateFact;

export const isLengthFact = (fact: SpatialFact): fact is LengthFact =>
  isLengthRelation(fact.relation);

/** What is asked of a pair of things, or of one (`object` empty). Names are phrases that a model is asked about. */
export interface Query {
  readonly relation: Relation;
  readonly subject: string;
  readonly object: string;
}

/** How facts and task expressions are matched: `distance(gripper, red mug)`. */
export const queryKey = ({ relation, subject, object }: Query): string =>
  object === "" ? `${relation}(${subject})` : `${relation}(${subject}, ${object})`;
