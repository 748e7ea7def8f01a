import { z } from "zod";
import { type Metres, spearman } from "../core/index.js";

const range = z.tuple([z.int().min(0), z.int().min(0)]).readonly();

/**
 * A real recording marked by hand, for want of a true distance: the frames, first and last, in which the gripper comes
 * nearer to an object, stays at it, and leaves it.
 */
export const markedRecording = z.object({
  recording: z.string(),
  topic: z.string(),
  /** Horizontal. */
  fov_degrees: z.number(),
  gripper: z.string(),
  object: z.string(),
  approach: range,
  at: range,
  retreat: range,
});

export type MarkedRecording = z.infer<typeof markedRecording>;

/** How well distances follow the marks; correlations are NaN where undefined. */
export interface MarkedScore {
  readonly frames: number;
  readonly answered: number;
  /** Rank correlation of distance and the frames' order, over the approach and the frames at the object. */
  readonly approach: number;
  /** The same of the retreat. */
  readonly retreat: number;
}

/** `distances` has a length per frame, undefined where none was answered. */
export const scoreMarked = (
  { approach, at, retreat }: MarkedRecording,
  distances: readonly (Metres | undefined)[],
): MarkedScore => {
  /** Frames from the object's in time: all those at it are as near as can be. */
  const away = (frame: number): number => Math.max(0, at[0] - frame, frame - at[1]);
  const order = (first: number, last: number): number => {
    const frames = distances.flatMap((distance, frame) =>
      distance === undefined || frame < first || frame > last ? [] : [{ distance, frame }],
    );
    return spearman(
      frames.map(({ distance }) => distance),
      frames.map(({ frame }) => away(frame)),
    );
  };
  return {
    frames: distances.length,
    answered: distances.filter((distance) => distance !== undefined).length,
    approach: order(approach[0], at[1]),
    retreat: order(at[0], retreat[1]),
  };
};
