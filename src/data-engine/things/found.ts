import type { PixelBox, Vec3 } from "../../core/index.js";
import type { GivenFrame } from "../frames/index.js";
import type { Mask } from "../lift/index.js";

/** Where a model that places things itself says that one is; metres of the optical frame, with 1 σ. */
export interface PlacedByModel {
  readonly centre: Vec3;
  readonly size?: Vec3;
  readonly deviation: { readonly centre: Vec3; readonly size?: Vec3 };
}

/** A thing in a picture. */
export interface FoundThing {
  /** As whoever found it calls it: "red mug". Others may be called so, too. */
  readonly name: string;
  /** Pixels of the picture. */
  readonly box: PixelBox;
  /** 0..1: of two that are one thing, the surer one stays. */
  readonly score: number;
  /** Pixels that show it; absent where only its box is known. */
  readonly mask?: Mask;
  readonly placed?: PlacedByModel;
}

/** Finds and names things. */
export interface Detector {
  /** Who it is, as facts are signed. */
  readonly source: string;
  /** What it was asked to look for; absent where it chooses. What was found for others is something else. */
  readonly names?: readonly string[];
  /** The files that it takes things from, where pictures are in these files: what changes in them, changes what is found. */
  files?(pictures: readonly string[]): Promise<readonly string[]>;
  /** @throws SpatialRewardError for what ends the job; a picture it can make nothing of has no things */
  find(given: GivenFrame, signal?: AbortSignal): Promise<readonly FoundThing[]>;
  close(): Promise<void>;
}
