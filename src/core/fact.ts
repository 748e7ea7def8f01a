import type { Pixel, Vec3 } from "./geometry.js";
import type { Metres } from "./units.js";

/** Relations whose value is a length. Those in `unaryRelations` are of one thing and have no object. */
export const lengthRelations = [
  "distance",
  "gap",
  "horizontal_distance",
  "vertical_distance",
  "width",
  "height",
] as const;

/** Relations that hold or don't. Left, right, front and behind are from the camera's point of view. */
export const predicateRelations = [
  "left_of",
  "right_of",
  "above",
  "below",
  "in_front_of",
  "behind",
  "closer",
  "farther",
  "taller",
  "shorter",
  "wider",
  "narrower",
  "bigger",
  "smaller",
  "touching",
  "inside",
  "on",
  "visible",
] as const;

export type LengthRelation = (typeof lengthRelations)[number];
export type PredicateRelation = (typeof predicateRelations)[number];
export type Relation = LengthRelation | PredicateRelation;

/** Relations of one thing: they have a subject and no object. */
export const unaryRelations = ["width", "height", "visible"] as const satisfies readonly Relation[];

/** Relations that have no answer without an up direction. */
export const uprightRelations: ReadonlySet<Relation> = new Set<Relation>([
  "above",
  "below",
  "on",
  "height",
  "vertical_distance",
  "horizontal_distance",
  "taller",
  "shorter",
]);

export const isLengthRelation = (relation: Relation): relation is LengthRelation =>
  (lengthRelations as readonly string[]).includes(relation);

export const isUnaryRelation = (relation: Relation): boolean =>
  (unaryRelations as readonly string[]).includes(relation);

/**
 * Who says so: `onnx:<model>` and `openai:<model>` name the model, `ensemble:<a>+<b>` the models that were weighed.
 * `known` is a length that the task states, `memory` what was seen before, `camera:<name>` another camera. Where
 * several were weighed they are listed, the surest first: `depth+tf+nano`.
 */
export type FactSource = SingleSource | `${SingleSource}+${string}`;

export type SingleSource =
  | "nano"
  | `onnx:${string}`
  | `openai:${string}`
  | `ensemble:${string}`
  | `fallback:${string}`
  | `camera:${string}`
  | "depth"
  | "tf"
  | "known"
  | "memory"
  | "ground_truth";

/** One by one, as they are listed. */
export const sourcesOf = (source: FactSource): readonly string[] => source.split("+");

export const isFactSource = (source: unknown): source is FactSource =>
  typeof source === "string" &&
  /^(?:(?:nano|depth|tf|known|memory|ground_truth)(?:$|\+)|(?:onnx|openai|ensemble|fallback|camera):)/.test(
    source,
  );

/** The frame that direction words refer to: the camera's image, or the world's up. */
export type ReferenceFrame = "image" | "gravity";

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
