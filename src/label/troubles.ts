import { queryKey, type Stamp, secondsBetween } from "../core/index.js";
import type { Trouble } from "../web/index.js";
import type { Row } from "./row.js";

/** Kinds of trouble beyond these are counted together: a broken recording can have one kind a frame. */
const mostKinds = 40;
const rest = "other reasons";

const reasonsOf = ({ frame, sample }: Row): readonly string[] => {
  const { failure, unanswered } = frame.observation;
  if (failure) return [`${failure.code}: ${failure.message}`];
  if (!sample.valid) return [sample.invalidReason];
  return unanswered.map(
    ({ query, reason }) => `${queryKey(query)}: ${reason} (not needed in its stage)`,
  );
};

/** Gathers why frames have no reward or lack an answer, row by row. */
export const gatherTroubles = () => {
  const byReason = new Map<string, { frames: number; first: number; last: number }>();
  let start: Stamp | undefined;
  const note = (reason: string, time: number): void => {
    const why = byReason.has(reason) || byReason.size < mostKinds ? reason : rest;
    const known = byReason.get(why) ?? { frames: 0, first: time, last: time };
    byReason.set(why, { frames: known.frames + 1, first: known.first, last: time });
  };
  return {
    add: (row: Row): void => {
      start ??= row.frame.logTime;
      for (const reason of reasonsOf(row)) note(reason, secondsBetween(start, row.frame.logTime));
    },
    result: (): readonly Trouble[] => [...byReason].map(([why, counts]) => ({ why, ...counts })),
  };
};
