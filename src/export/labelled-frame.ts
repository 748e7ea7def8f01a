import type { Stamp } from "../core/index.js";
import type { RewardSample } from "../reward/index.js";

/** A distance in one frame; undefined: not answered. Metres. */
export interface KnownDistance {
  readonly metres?: number;
  readonly stddev?: number;
}

/** What `label` found in one frame; its picture is elsewhere. */
export interface LabelledFrame {
  readonly stamp: Stamp;
  /** The same as its image's: by it the image is found again. */
  readonly logTime: Stamp;
  readonly valid: boolean;
  /** Φ of shaping, also the progress in [0, 1]; undefined on invalid frames. */
  readonly potential?: number;
  /** How far the frame can be believed, in [0, 1]; undefined in labels of earlier versions. */
  readonly trust?: number;
  readonly taskReward: number;
  readonly success: boolean;
  /** The episode ends with this frame: by success, by the time limit. */
  readonly terminated: boolean;
  readonly truncated: boolean;
  /** In the order of the recording's `distanceKeys`. */
  readonly distances: readonly KnownDistance[];
}

/** One try at the task: frames in order, from its first to the one that ends it. */
export interface LabelledEpisode {
  /** In its recording, from 0. */
  readonly number: number;
  readonly frames: readonly LabelledFrame[];
}

/** What a learner has to know of the task. */
export interface LearnedTask {
  readonly text: string;
  readonly discountPerSecond: number;
  /** Seconds that the last stage's condition must hold before it counts as success. */
  readonly successHold: number;
}

/** What a later second is worth in one step of a trainer. */
export const stepDiscount = (discountPerSecond: number, fps: number): number =>
  discountPerSecond ** (1 / fps);

export const frameOf = (sample: RewardSample, logTime: Stamp): LabelledFrame => ({
  stamp: sample.stamp,
  logTime,
  valid: sample.valid,
  ...(sample.valid && sample.potential !== undefined && { potential: sample.potential }),
  ...(sample.trust !== undefined && { trust: sample.trust }),
  taskReward: sample.taskReward,
  success: sample.success,
  terminated: sample.terminated,
  truncated: sample.truncated,
  distances: sample.distances.map(({ filtered, stddev }) => ({
    ...(filtered !== undefined && { metres: filtered }),
    ...(stddev !== undefined && { stddev }),
  })),
});

interface NumberedFrame {
  readonly episode: number;
  readonly frame: LabelledFrame;
}

/**
 * Frames by episode. Of frames after an episode's end nothing can be learnt: they are left out, as are those whose stamp
 * repeats or goes back. An episode ends with the frame that is terminated or truncated, else with its last.
 */
export const episodesIn = (frames: Iterable<NumberedFrame>): readonly LabelledEpisode[] => {
  const episodes = new Map<number, LabelledFrame[]>();
  for (const { episode, frame } of frames) {
    const known = episodes.get(episode) ?? [];
    episodes.set(episode, known);
    const last = known.at(-1);
    const over = last !== undefined && (last.terminated || last.truncated);
    if (!over && (last === undefined || frame.stamp > last.stamp)) known.push(frame);
  }
  return [...episodes].map(([number, each]) => ({ number, frames: each }));
};
