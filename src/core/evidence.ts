import type { Covariance } from "./covariance.js";
import type { FactSource } from "./fact.js";
import type { Pixel, Vec3 } from "./geometry.js";
import type { Pose } from "./pose.js";

/** Where a source says that a thing's centre is (a gripper's: its tool centre point), before sources are weighed. */
export interface PointEvidence {
  readonly source: FactSource;
  /** The phrase that a model is asked about. */
  readonly thing: string;
  /** Metres, in the optical frame of the camera that the observation is of. */
  readonly point: Vec3;
  /** m², in the same frame: how far it may be off. */
  readonly covariance: Covariance;
  /** Where the thing is pointed at, by a source that points. */
  readonly pixel?: Pixel;
  /** Probability, 0..1, that the thing is in view, by a source that looks. */
  readonly visible?: number;
  /** Metres, of the thing's box along the axes of the optical frame, and the variance of each one's logarithm. */
  readonly size?: { readonly extents: Vec3; readonly logVariance: Vec3 };
}

/** What points and lengths may rest on, as a user names it: the model's own answer, and what is known besides. */
export const evidenceKinds = ["model", "depth", "tf", "known", "cameras"] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** Where a camera's optical frame stands in a frame that doesn't move with it, as TF tells. */
export interface CameraPose {
  /** The frame where things stay when nothing moves them: the robot's base, or the world. */
  readonly frame: string;
  readonly pose: Pose;
}
