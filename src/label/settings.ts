import type { EvidenceKind } from "../core/index.js";
import type { StampedTransform } from "../messages/index.js";
import type { Task } from "../reward/index.js";
import type { EpisodeSplit } from "../scene/index.js";
import type { Backend } from "../vlm/index.js";

/** How recordings are labelled; the same for every recording of a run. */
export interface LabelSettings {
  readonly task: Task;
  /** A topic; else the task's first camera, else the only one. */
  readonly camera?: string;
  /** Frames a second at most; every frame when absent. */
  readonly rate?: number;
  /** Horizontal field of view in degrees; counts before the recording's CameraInfo. */
  readonly fov?: number;
  /** Degrees that the camera looks down; counts where TF doesn't tell which way is up. */
  readonly pitch?: number;
  readonly episodes?: EpisodeSplit;
  /** Where frames stand that don't move, as the user says; what a recording's TF tells of them doesn't count. */
  readonly staticTransforms?: readonly StampedTransform[];
  /** What lengths may rest on; all that there is when absent. */
  readonly evidence?: readonly EvidenceKind[];
  /** Of this program, for provenance. */
  readonly version: string;
  /** A table as text besides the Parquet file. */
  readonly csv: boolean;
  /** A small bag of rewards and facts alone instead of a copy with them. */
  readonly sidecar: boolean;
}

/** Whether lengths may rest on it. */
export const mayUse = (
  { evidence }: Pick<LabelSettings, "evidence">,
  kind: EvidenceKind,
): boolean => evidence?.includes(kind) ?? true;

/** Where facts come from: a model that is asked, or (`stored`) those of an earlier labelling. */
export type FactOrigin =
  | {
      readonly kind: "model";
      readonly backend: Backend;
      /** Which of the model's variants runs. */
      readonly precision: string;
    }
  | { readonly kind: "stored" };

export const rewardTopic = "/spatial_reward/reward";
export const factsTopic = "/spatial_reward/facts";
/** As the live node publishes them, for tools that plot numbers. */
export const valueTopic = "/spatial_reward/reward/value";
export const successTopic = "/spatial_reward/success";

const labelTopics: readonly string[] = [factsTopic, rewardTopic, valueTopic, successTopic];

export const isLabelTopic = (topic: string): boolean => labelTopics.includes(topic);
