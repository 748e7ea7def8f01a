import type { Task } from "../reward/index.js";
import type { Moments } from "../web/index.js";
import { gatherDemands } from "./demands.js";
import type { Row } from "./row.js";
import { columnsByKey, numberedTexts, type RowPlace } from "./time-line.js";
import { gatherTracks } from "./tracks.js";
import type { View } from "./view.js";

/** What the points of the time line lack still: pictures, which are found once it is known which are shown. */
export type SeenMoments = Omit<Moments, "pictures"> & {
  /** Of each point's frame, among all frames. */
  readonly positions: readonly number[];
};

const numbers = [
  "stage",
  "episode",
  "held",
  "taskReward",
  "discount",
  "previous",
  "why",
  "uncounted",
] as const;

/** Gathers what a player shows of each frame, row by row. */
export const gatherMoments = (task: Task) => {
  const [tracks, demands] = [gatherTracks(task), gatherDemands(task)];
  const [single, restsOn, counts] = [columnsByKey(), columnsByKey(), columnsByKey()];
  const [reasons, sources] = [numberedTexts(), numberedTexts()];
  const frames: number[] = [];
  const positions: number[] = [];
  let size: View | undefined;

  const addPoint = ({ frame, sample, held, counted, uncounted }: Row, at: number): void => {
    const values: Record<(typeof numbers)[number], number | undefined> = {
      stage: sample.stageIndex,
      episode: sample.episode,
      held,
      taskReward: sample.taskReward,
      discount: sample.discount,
      previous: sample.previousPotential,
      uncounted: uncounted === undefined ? undefined : 1,
      why: sample.valid ? undefined : reasons.numberOf(sample.invalidReason),
    };
    for (const name of numbers) single.put(name, at, values[name]);
    for (const { key, source } of sample.distances)
      restsOn.put(key, at, source === undefined ? undefined : sources.numberOf(source));
    for (const [key, metres] of counted ?? []) counts.put(key, at, metres);
    frames.push(frame.index);
    size ??= frame.view;
  };

  return {
    add: (row: Row, place: RowPlace): void => {
      tracks.add(row, place);
      demands.add(row, place);
      if (place.point === undefined) return;
      positions.push(place.position);
      addPoint(row, place.point);
    },
    result: (): SeenMoments => {
      const { length } = frames;
      const column = (name: (typeof numbers)[number]) => single.column(name, length);
      return {
        frames,
        positions,
        ...(size && { size: { width: size.width, height: size.height } }),
        tracks: tracks.tracks(),
        lines: tracks.lines(),
        stages: task.stages.map(({ name, text, hold }) => ({ name, ...text, hold })),
        stage: column("stage"),
        episode: column("episode"),
        held: column("held"),
        taskReward: column("taskReward"),
        discount: column("discount"),
        previous: column("previous"),
        why: column("why"),
        uncounted: column("uncounted"),
        reasons: reasons.texts(),
        demands: demands.result(),
        counted: Object.fromEntries(counts.keys().map((key) => [key, counts.column(key, length)])),
        restsOn: Object.fromEntries(
          restsOn.keys().map((key) => [key, restsOn.column(key, length)]),
        ),
        sources: sources.texts(),
      };
    },
  };
};
