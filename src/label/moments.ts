import type { Task } from "../reward/index.js";
import type { Moments } from "../web/index.js";
import type { Row } from "./row.js";
import { columnsByKey, numberedTexts, type RowPlace } from "./time-line.js";
import { gatherTracks } from "./tracks.js";
import type { View } from "./view.js";

/** What the points of the time line lack still: pictures, which are found once it is known which are shown. */
export type SeenMoments = Omit<Moments, "pictures"> & {
  /** Of each point's frame, among all frames. */
  readonly positions: readonly number[];
};

const numbers = ["stage", "episode", "held", "taskReward", "discount", "previous", "why"] as const;

/** Gathers what a player shows of each frame, row by row. */
export const gatherMoments = (task: Task) => {
  const tracks = gatherTracks(task);
  const [single, restsOn] = [columnsByKey(), columnsByKey()];
  const [reasons, sources] = [numberedTexts(), numberedTexts()];
  const frames: number[] = [];
  const positions: number[] = [];
  let size: View | undefined;

  const addPoint = ({ frame, sample, held }: Row, at: number): void => {
    const values: Record<(typeof numbers)[number], number | undefined> = {
      stage: sample.stageIndex,
      episode: sample.episode,
      held,
      taskReward: sample.taskReward,
      discount: sample.discount,
      previous: sample.previousPotential,
      why: sample.valid ? undefined : reasons.numberOf(sample.invalidReason),
    };
    for (const name of numbers) single.put(name, at, values[name]);
    for (const { key, source } of sample.distances)
      restsOn.put(key, at, source === undefined ? undefined : sources.numberOf(source));
    frames.push(frame.index);
    size ??= frame.view;
  };

  return {
    add: (row: Row, place: RowPlace): void => {
      tracks.add(row, place);
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
        reasons: reasons.texts(),
        restsOn: Object.fromEntries(
          restsOn.keys().map((key) => [key, restsOn.column(key, length)]),
        ),
        sources: sources.texts(),
      };
    },
  };
};
