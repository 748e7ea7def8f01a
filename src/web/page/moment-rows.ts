// What is known of one point of the time line, as words.
import type { Recording } from "../recording.js";
import { believedText, lengthText, numberText, timeText } from "./texts.js";

export interface MomentRow {
  readonly name: string;
  readonly value: string;
  readonly more?: string;
  readonly isBad?: boolean;
}

/** How the stage's condition stands. */
const stageRow = ({ moments }: Recording, at: number): MomentRow => {
  const stage = moments.stages[moments.stage[at] ?? -1];
  if (!stage) return { name: "stage", value: "not known" };
  const held = moments.held[at] ?? undefined;
  const stands =
    held === undefined
      ? "does not hold here"
      : `has held for ${held.toFixed(1)} of ${stage.hold.toFixed(1)} s`;
  return { name: "stage", value: stage.name, more: `waits for ${stage.until}: ${stands}` };
};

const signed = (value: number): string => (value < 0 ? `(${value.toFixed(3)})` : value.toFixed(3));

/** The reward, and the sum that it is. */
const rewardRow = ({ curves, moments }: Recording, at: number): MomentRow => {
  const why = moments.reasons[moments.why[at] ?? -1];
  if (why !== undefined) return { name: "reward", value: "none", more: why, isBad: true };
  const { taskReward, discount, previous } = moments;
  const value = numberText(curves.reward[at], 4);
  const [before, now] = [previous[at] ?? undefined, curves.progress[at] ?? undefined];
  if (before === undefined || now === undefined)
    return { name: "reward", value, more: "the episode's first frame pays nothing" };
  const sum = `${signed(taskReward[at] ?? 0)} by the task + ${numberText(discount[at], 3)} · ${signed(now)} (Φ now) − ${signed(before)} (Φ before)`;
  const ends = discount[at] === 0 ? "; the episode ends here, so Φ is not carried on" : "";
  return { name: "reward", value, more: `= ${sum}${ends}` };
};

const distanceRows = ({ curves, moments }: Recording, at: number): readonly MomentRow[] =>
  curves.distances.map(({ key, raw, filtered, stddev, truth }) => {
    const source = moments.sources[moments.restsOn[key]?.[at] ?? -1];
    const parts = [
      `answered ${lengthText(raw[at])}`,
      ...(truth ? [`truly ${lengthText(truth[at])}`] : []),
      ...(source === undefined ? [] : [`rests on ${source}`]),
    ];
    return { name: key, value: believedText(filtered[at], stddev[at]), more: parts.join(", ") };
  });

/** Everything that is known of a point of the time line. */
export const momentRows = (recording: Recording, at: number): readonly MomentRow[] => {
  const { curves, moments } = recording;
  const several = (moments.episode.at(-1) ?? 0) > 0;
  const episode = several ? `, episode ${moments.episode[at] ?? 0}` : "";
  return [
    {
      name: "time",
      value: timeText(curves.times[at] ?? 0),
      more: `frame ${moments.frames[at] ?? 0}${episode}`,
    },
    ...distanceRows(recording, at),
    ...curves.predicates.map(({ key, probability }) => ({
      name: key,
      value: numberText(probability[at], 2),
      more: "probability that it holds",
    })),
    stageRow(recording, at),
    rewardRow(recording, at),
    { name: "progress Φ", value: numberText(curves.progress[at], 3) },
    ...(curves.trust ? [{ name: "trust", value: numberText(curves.trust[at], 2) }] : []),
    ...(curves.novelty ? [{ name: "novelty", value: numberText(curves.novelty[at], 2) }] : []),
  ];
};
