import { join } from "node:path";
import type { ExportEpisode } from "../episode.js";
import type { ExportJob } from "../format.js";
import { writeDataset } from "./dataset.js";
import { featuresOf, rowsOf } from "./features.js";
import { progressFile, type RowProgress, writeProgress } from "./progress.js";

/** Before the first step whose Φ is known: that one's, so that nothing seems to be gained on the way there. */
const progressOf = ({ steps, transitions }: ExportEpisode): readonly number[] => {
  const first = steps.findIndex(({ valid }) => valid);
  return transitions.map((_, k) => steps[Math.max(k, first)]?.potential ?? 0);
};

const progressIn = (episodes: readonly ExportEpisode[]): readonly RowProgress[] => {
  let index = -1;
  return episodes.flatMap((each, episode) =>
    progressOf(each).map((progress, frame) => {
      index += 1;
      return { index, episode, frame, progress };
    }),
  );
};

/** A row a transition, with the picture of the step it begins with; and their progress, for RA-BC. */
export const writeLeRobot = async (folder: string, job: ExportJob): Promise<void> => {
  await writeDataset(folder, job, {
    features: featuresOf(job.data),
    rows: (episode, place) => rowsOf(job.data, episode, place).map((row, step) => ({ step, row })),
  });
  await writeProgress(join(folder, progressFile), progressIn(job.data.episodes));
};
