import { join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { reasonOf } from "../../core/index.js";
import type { Problem } from "../format.js";
import { checkLeRobot } from "../lerobot/check.js";
import { dataFile } from "../lerobot/dataset.js";
import { gatherProblems } from "../problems.js";

/** What LeRobot's loader, and its reward classifier, would trip over. */
export const checkHilSerl = async (folder: string): Promise<readonly Problem[]> => {
  const problems = gatherProblems();
  for (const { file, what } of await checkLeRobot(folder)) problems.add(file, what);
  if (problems.all.length > 0) return problems.all;
  try {
    const file = await asyncBufferFromFile(join(folder, dataFile));
    const rows = await parquetReadObjects({ file, columns: ["next.reward"] });
    const labels = rows.map((row) => row["next.reward"]);
    for (const [i, label] of labels.entries())
      if (label !== 0 && label !== 1)
        problems.add(dataFile, `next.reward: row ${i} must be 0 or 1; is ${String(label)}`);
    for (const [label, what] of ["failure", "success"].entries())
      if (!labels.includes(label)) problems.add(dataFile, `next.reward: no picture shows ${what}`);
  } catch (thrown) {
    problems.add(dataFile, `can't be read: ${reasonOf(thrown)}`);
  }
  return problems.all;
};
