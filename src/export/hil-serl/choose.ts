import { stampOf } from "../../core/index.js";
import type { ExportEpisode } from "../episode.js";

/** What a picture shows; neither: too near success, or not known. */
export type Verdict = "success" | "failure" | "neither";

/** A picture as near as that to one of success could be either. */
export const margin = {
  /** Before the first picture of success. */
  seconds: 1,
  /** Of Φ below the lowest of any picture of success. */
  potential: 0.1,
};

/** More pictures of failure than these for each of success would teach a classifier to say no. */
export const failuresPerSuccess = 3;

type Judged = Pick<ExportEpisode, "steps" | "task">;

/**
 * Steps that show success: those from which the last stage's condition held until it counted. The label belongs to the
 * picture of its own row, as LeRobot's recorder writes it: nothing is put on the step before.
 */
const successesIn = ({ steps, task }: Judged): readonly boolean[] => {
  const last = steps.at(-1)?.frame;
  const from = last?.success ? last.stamp - stampOf(task.successHold) : undefined;
  return steps.map(({ frame, valid }) => from !== undefined && valid && frame.stamp >= from);
};

/** Of a task's pictures of success the lowest Φ; 1 where there is none. */
const lowestOf = (episodes: readonly Judged[]): number => {
  let lowest = 1;
  for (const episode of episodes)
    for (const [k, isSuccess] of successesIn(episode).entries())
      if (isSuccess) lowest = Math.min(lowest, episode.steps[k]?.potential ?? 1);
  return lowest;
};

const verdictsOf = (episode: Judged, lowest: number): readonly Verdict[] => {
  const { steps } = episode;
  const successes = successesIn(episode);
  const first = steps[successes.indexOf(true)]?.frame.stamp;
  const latest = first === undefined ? undefined : first - stampOf(margin.seconds);
  return steps.map(({ frame, valid, potential }, k) => {
    if (successes[k]) return "success";
    const isFar = potential < lowest - margin.potential;
    const isEarly = latest === undefined || frame.stamp < latest;
    return valid && isFar && isEarly ? "failure" : "neither";
  });
};

/** Every step's verdict, episode by episode; tasks are judged apart. */
export const judged = (episodes: readonly Judged[]): readonly (readonly Verdict[])[] => {
  const tasks = new Set(episodes.map(({ task }) => task.text));
  const lowest = new Map(
    [...tasks].map((text) => [text, lowestOf(episodes.filter(({ task }) => task.text === text))]),
  );
  return episodes.map((episode) => verdictsOf(episode, lowest.get(episode.task.text) ?? 1));
};

/** Of that many things so many, evenly spread: their indices. */
export const spread = (count: number, wanted: number): ReadonlySet<number> =>
  new Set(
    wanted >= count
      ? Array.from({ length: count }, (_, i) => i)
      : Array.from({ length: wanted }, (_, i) => Math.floor(((i + 0.5) * count) / wanted)),
  );

/** All pictures of success, and of failure so many as go with them. */
export const thinned = (
  verdicts: readonly (readonly Verdict[])[],
): readonly (readonly Verdict[])[] => {
  const count = (verdict: Verdict): number => verdicts.flat().filter((v) => v === verdict).length;
  const kept = spread(count("failure"), count("success") * failuresPerSuccess);
  let failure = 0;
  return verdicts.map((steps) =>
    steps.map((verdict) => {
      if (verdict !== "failure") return verdict;
      failure += 1;
      return kept.has(failure - 1) ? verdict : "neither";
    }),
  );
};
