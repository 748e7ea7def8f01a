import type {
  EvidenceKind,
  FactSource,
  Frame,
  Intrinsics,
  Metres,
  Pixel,
  PointEvidence,
  Refusal,
  Vec3,
} from "../../core/index.js";

/** Where a model says that a thing is. */
export interface Pointed {
  readonly source: FactSource;
  /** The phrase that it was asked about. */
  readonly thing: string;
  readonly pixel: Pixel;
  /** Metres, optical frame; absent where a model points in the picture alone. */
  readonly point?: Vec3;
  readonly visible: number;
  /** m², along the axes; absent where the model can't say. */
  readonly variance?: Vec3;
  readonly size?: { readonly extents: Vec3; readonly logVariance: Vec3 };
}

/** Of a model that says how far off things are, too. */
export interface Placed extends Pointed {
  readonly point: Vec3;
}

export const isPlaced = (one: Pointed): one is Placed => one.point !== undefined;

/** A length that the user has measured: of a thing, of the gripper ("gripper") or of the "table". */
export interface KnownExtent {
  readonly name: string;
  readonly thing: string;
  readonly dimension: "width" | "height" | "depth";
  readonly metres: Metres;
}

/** All that a source may look at: one picture with what goes with it, and what a model has said of it. */
export interface Look {
  readonly frame: Pick<Frame, "pose" | "gripper" | "depth" | "up" | "width" | "height">;
  readonly intrinsics: Intrinsics;
  readonly pointed: readonly Pointed[];
  /** The phrase for the gripper. */
  readonly gripper: string;
  readonly known: readonly KnownExtent[];
}

export interface Told {
  readonly evidence: readonly PointEvidence[];
  /** What a source could have told and did not, and why. */
  readonly refused?: readonly Refusal[];
}

/** A source of evidence. One that has nothing to go by tells nothing. */
export interface EvidenceSource {
  readonly kind: EvidenceKind;
  readonly tell: (look: Look) => Told | Promise<Told>;
}

export const nothingTold: Told = { evidence: [] };
