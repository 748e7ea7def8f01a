import type { ExportJob } from "../format.js";
import { writeDataset } from "./dataset.js";
import { featuresOf, rowsOf } from "./features.js";

/** A row a transition, with the picture of the step it begins with. */
export const writeLeRobot = (folder: string, job: ExportJob): Promise<void> =>
  writeDataset(folder, job, {
    features: featuresOf(job.data),
    rows: (episode, place) => rowsOf(job.data, episode, place).map((row, step) => ({ step, row })),
  });
