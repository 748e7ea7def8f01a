import type { FactSource, Metres, Seconds, Stamp } from "../core/index.js";

/** One distance of the task in one frame, by the names of the task file. Undefined: not answered. */
export interface DistanceEstimate {
  readonly key: string; // "distance(gripper,bottle)"
  readonly subject: string;
  readonly object: string;
  readonly raw?: Metres;
  readonly filtered?: Metres;
  /** Of `filtered`. */
  readonly stddev?: Metres;
  /** What `raw` rests on: "depth+tf". The messages' facts tell it, too. */
  readonly source?: FactSource;
}

export interface PredicateEstimate {
  readonly key: string; // "on(bottle,bowl)"
  /** Probability that it holds, as answered; undefined: not answered. */
  readonly probability?: number;
}

export interface RewardTerm {
  readonly name: string;
  readonly value: number;
}

/** One of the things that keep a frame from having a reward. */
export interface InvalidReason {
  /** A clock that stands still or goes back; a question without an answer; less trust than the task asks; anything else. */
  readonly kind: "stamp" | "unanswered" | "trust" | "other";
  /** `distance(gripper,bottle): orange tea bottle is not visible` */
  readonly what: string;
}

/** The reward of one frame. Undefined numbers are unknown, and NaN on a topic; a reward of 0 is something else. */
export interface RewardSample {
  readonly stamp: Stamp;
  readonly frameId: string;
  /** Of the last valid frame, against which this one is paid; undefined on an episode's first. */
  readonly previousStamp?: Stamp;
  /** Counts from 0. */
  readonly episode: number;
  /** Name of the stage the frame is in; the last one's after success. */
  readonly stage: string;
  readonly stageIndex: number;
  /** (stage index + potential of the stage) / number of stages, 0..1: the potential Φ of shaping. */
  readonly progress?: number;
  readonly potential?: number;
  readonly previousPotential?: number;
  /** task_reward + discount · Φ' − Φ; 0 on an episode's first valid frame. */
  readonly reward?: number;
  /** success_reward on the frame that succeeds, else 0; also 0 on an episode's first valid frame, which no action earned. */
  readonly taskReward: number;
  /** Over the whole gap to the previous valid frame; 0 when terminated, 1 on an episode's first frame. */
  readonly discount: number;
  /** Each stage's own potential, by stage name. */
  readonly terms: readonly RewardTerm[];
  readonly distances: readonly DistanceEstimate[];
  readonly predicates: readonly PredicateEstimate[];
  /** The episode has succeeded, in this frame or before. */
  readonly success: boolean;
  /** This is the frame that succeeds: the episode ends with it. */
  readonly terminated: boolean;
  /** This is the frame at which the time limit ends the episode. */
  readonly truncated: boolean;
  readonly valid: boolean;
  /** Why not valid, for reports; empty when valid. */
  readonly invalidReason: string;
  /** How far the frame can be believed, in [0, 1]; undefined where it was not judged. */
  readonly trust?: number;
  /** The camera's lens was assumed, for nothing told of it: lengths may be off by a factor. */
  readonly lensAssumed?: true;
  /** The same, one by one, where they are known; the failure of a whole frame is in its observation. */
  readonly invalidReasons?: readonly InvalidReason[];
  /** Image stamp to publication; undefined offline. */
  readonly latency?: Seconds;
}
