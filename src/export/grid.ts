import { nanosecondsPerSecond, type Stamp } from "../core/index.js";
import type { LabelledFrame } from "./labelled-frame.js";

/** What a trainer sees of an episode at one beat of its clock. */
export interface Step {
  /** Of the beat; of a step that shows a frame taken near it, the frame's own stamp. */
  readonly time: Stamp;
  readonly frame: LabelledFrame;
  /** No frame was taken near the beat: the last one is shown again. */
  readonly held: boolean;
  /** The frame has a reward, and is shown for the first time. */
  readonly valid: boolean;
  /** Φ of the last valid step, this one included; 0 before the first. */
  readonly potential: number;
}

const beat = (start: Stamp, index: number, fps: number): Stamp =>
  start + BigInt(Math.round((index * Number(nanosecondsPerSecond)) / fps));

const apart = (a: Stamp, b: Stamp): Stamp => (a > b ? a - b : b - a);

/** The nearer to a time, and a valid one before any that is not. */
const better = (time: Stamp, a: LabelledFrame | undefined, b: LabelledFrame): LabelledFrame => {
  if (a === undefined) return b;
  if (a.valid !== b.valid) return a.valid ? a : b;
  return apart(b.stamp, time) < apart(a.stamp, time) ? b : a;
};

/** Shows frames on the beats of a clock that starts with the first of them; the last beat shows the last frame. */
const shownFrames = (
  frames: readonly LabelledFrame[],
  fps: number,
): readonly { readonly time: Stamp; readonly frame: LabelledFrame | undefined }[] => {
  const first = frames[0];
  const last = frames.at(-1);
  if (first === undefined || last === undefined) return [];
  const whole = Math.round((Number(last.stamp - first.stamp) / 1e9) * fps);
  // The frame that ends an episode is always shown, and never the first one at once.
  const beats = Math.max(whole, first === last ? 0 : 1) + 1;
  const half = beat(0n, 1, fps) / 2n;
  const between = frames.slice(1, -1);
  let next = 0;
  return Array.from({ length: beats }, (_, index) => {
    const time = beat(first.stamp, index, fps);
    if (index === 0) return { time, frame: first };
    if (index === beats - 1) return { time, frame: last };
    let near: LabelledFrame | undefined;
    for (let frame = between[next]; frame && frame.stamp <= time + half; frame = between[++next])
      near = better(time, near, frame);
    return { time, frame: near };
  });
};

/**
 * An episode at a constant rate, as every trainer wants it: each beat shows the frame that was taken nearest to it, a valid
 * one if there is any within half a period. Where none was taken the last one is held, invalid, so that it isn't paid for
 * twice.
 */
export const stepsOf = (frames: readonly LabelledFrame[], fps: number): readonly Step[] => {
  const steps: Step[] = [];
  let potential = 0;
  for (const { time, frame } of shownFrames(frames, fps)) {
    const before = steps.at(-1)?.frame;
    const shown = frame ?? before;
    if (shown === undefined) continue;
    const held = frame === undefined;
    const valid = !held && shown.valid && shown.potential !== undefined;
    if (valid) potential = shown.potential ?? potential;
    steps.push({ time: held ? time : shown.stamp, frame: shown, held, valid, potential });
  }
  return steps;
};

/** The rate at which most frames were taken, in whole frames a second; undefined for fewer than two. */
export const usualRate = (episodes: readonly (readonly LabelledFrame[])[]): number | undefined => {
  const gaps = episodes
    .flatMap((frames) =>
      frames.slice(1).map(({ stamp }, i) => Number(stamp - (frames[i]?.stamp ?? stamp))),
    )
    .sort((a, b) => a - b);
  const middle = gaps[gaps.length >> 1];
  return middle === undefined ? undefined : Math.max(1, Math.round(1e9 / middle));
};
