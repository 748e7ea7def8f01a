import { z } from "zod";
import {
  counted,
  type ErrorCode,
  queryKey,
  type Reason,
  type ReasonKind,
  reasonKey,
  reasonKinds,
  reasonWith,
  type Seconds,
  type Stamp,
  secondsBetween,
} from "../core/index.js";
import type { Row } from "./row.js";

/** As it is stored. */
export const reasonShape = z.object({
  kind: z.enum(reasonKinds),
  what: z.string(),
  count: z.number(),
});

/** A reason, and between which frames it held, where rows told it; seconds since the first frame. */
export interface TimedReason extends Reason {
  readonly first?: Seconds;
  readonly last?: Seconds;
}

type Cause = Pick<Reason, "kind" | "what">;

/** Reasons beyond these are counted together: a broken recording can have one a frame. */
const most = 40;
const rest: Cause = { kind: "other", what: "other reasons" };

/** A frame that could not be looked at, by the part of the program that failed on it. */
const kindOfFailure = (code: ErrorCode): ReasonKind => {
  const [part] = code.split(".");
  return part === "image" || part === "message" ? "image" : "unanswered";
};

/** Why one frame has no reward; of one that has a reward, what else is not known. */
const causesOf = ({ frame, sample }: Row): readonly Cause[] => {
  const { failure, unanswered } = frame.observation;
  // As the scene counts it, which knows of the stamps before and after.
  if (failure?.code === "frame.stamp") return [{ kind: "stamp", what: failure.message }];
  if (failure)
    return [{ kind: kindOfFailure(failure.code), what: `${failure.code}: ${failure.message}` }];
  if (!sample.valid)
    return sample.invalidReasons ?? [{ kind: "other", what: sample.invalidReason }];
  return unanswered.map(({ query, reason }) => ({
    kind: "unanswered",
    what: `${queryKey(query)}: ${reason} (not needed in its stage)`,
  }));
};

/** Evidence that is not believed; the distances then rest on the rest. */
const refusedIn = ({ frame }: Row): readonly Cause[] =>
  (frame.observation.refused ?? []).map(({ source, thing, why }) => ({
    kind: source === "depth" || source === "tf" ? source : "other",
    what: `${source} of ${thing} is not believed: ${why}`,
  }));

/** A task of which success asks for more trust than its frames have never succeeds: told, or it would look like failure. */
const uncountedIn = ({ uncounted }: Row): readonly Cause[] =>
  uncounted === undefined
    ? []
    : [{ kind: "trust", what: `counts toward no hold, by success_trust: ${uncounted}` }];

/** The robot's clock and the camera's are not the same, or one of them is slow to tell. */
const lateIn = ({ frame }: Row): readonly Cause[] => {
  const { tfLate } = frame.observation;
  if (tfLate === undefined) return [];
  const by = `${Math.abs(tfLate).toFixed(2)} s`;
  const what =
    tfLate > 0
      ? `TF tells the gripper ${by} late; it was put forward`
      : `images come ${by} after TF; it was put back`;
  return [{ kind: "tf", what }];
};

const assumedLens: Cause = { kind: "lens", what: "the lens was assumed" };

/**
 * Counts why frames have no reward, lack an answer or are known less well, row by row. What was counted before (while
 * the recording's messages became frames) is taken as it is, and not counted again.
 */
export const gatherReasons = (before: readonly Reason[] = []) => {
  const found = new Map<string, TimedReason>();
  const countedBefore = new Set(before.map(reasonKey));
  const lensIsCounted = before.some(({ kind }) => kind === "lens");
  let start: Stamp | undefined;
  const note = (cause: Cause, time: Seconds): void => {
    const own = reasonKey(cause);
    if (countedBefore.has(own)) return;
    const told = found.has(own) || found.size < most ? cause : rest;
    const key = reasonKey(told);
    const known = found.get(key);
    const what = reasonWith(known?.what, told);
    const { count = 0, first = time } = known ?? {};
    found.set(key, { kind: told.kind, what, count: count + 1, first, last: time });
  };
  return {
    add: (row: Row): void => {
      start ??= row.frame.logTime;
      const time = secondsBetween(start, row.frame.logTime);
      for (const cause of [
        ...causesOf(row),
        ...refusedIn(row),
        ...uncountedIn(row),
        ...lateIn(row),
      ])
        note(cause, time);
      if (row.frame.observation.lensAssumed && !lensIsCounted) note(assumedLens, time);
    },
    /** The commonest first. */
    result: (): readonly TimedReason[] =>
      [...before, ...found.values()].sort((a, b) => b.count - a.count),
  };
};

/** "12 of 80 frames: distance(gripper,bottle): orange tea bottle is not visible" */
export const reasonText = ({ kind, what, count }: Reason, frames: number): string => {
  if (kind === "truncated") return what;
  if (kind === "recording") return count === 1 ? what : `${what} (${count})`;
  if (kind === "camera") return `${counted(count, "frame")}: ${what}`;
  if (kind === "message") return `${counted(count, "message")}: ${what}`;
  return count === frames
    ? `${allOf(frames)}: ${what}`
    : `${count} of ${counted(frames, "frame")}: ${what}`;
};

const allOf = (frames: number): string =>
  frames === 1 ? "the only frame" : `all ${frames} frames`;
