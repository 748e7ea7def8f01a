import type { Failure } from "./errors.js";
import type { CameraPose, PointEvidence, Refusal } from "./evidence.js";
import type { Query, SpatialFact } from "./fact.js";
import type { Vec3 } from "./geometry.js";
import type { Seconds, Stamp } from "./units.js";

/** A question of this frame that got no fact, and why. */
export interface Unanswered {
  readonly query: Query;
  readonly reason: string;
}

/** What another camera told at about the same time. */
export interface OtherObservation {
  /** Its name in the task file; else its topic. */
  readonly camera: string;
  /** Points and pixels are of that camera. It has no others itself. */
  readonly observation: Observation;
}

/** What is known at one time. Facts are raw: as their source said them, before any filter. */
export interface Observation {
  readonly stamp: Stamp;
  readonly frameId: string;
  readonly facts: readonly SpatialFact[];
  readonly unanswered: readonly Unanswered[];
  /** The lens was assumed: CameraInfo, a setting and EXIF told nothing of it. */
  readonly lensAssumed?: true;
  /** Where each source says that things are; several may tell of one thing. */
  readonly evidence?: readonly PointEvidence[];
  /** What was known besides and is not used. */
  readonly refused?: readonly Refusal[];
  /** By how much the robot's transforms are late beside its pictures, where that is sure; they were put forward. */
  readonly tfLate?: Seconds;
  /** Unit vector against gravity, in the optical frame; told with evidence, where it is known. */
  readonly up?: Vec3;
  /** Where the camera stood, where TF tells it. */
  readonly pose?: CameraPose;
  /** Of the other cameras' frames that were taken at about the same time; one each. */
  readonly others?: readonly OtherObservation[];
  /** How unlike the image is to those the model learnt from: 1 in 100 familiar ones lies beyond 1. */
  readonly novelty?: number;
  /** Set when the frame as a whole could not be read or asked about; `facts` is then empty. */
  readonly failure?: Failure;
}
