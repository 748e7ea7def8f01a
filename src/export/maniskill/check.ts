import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { exists } from "../../bag/index.js";
import type { Problem } from "../format.js";
import { type Library, loadHdf5 } from "../hdf5.js";
import { gatherProblems, type Problems } from "../problems.js";
import { aboutFile, trajectoryFile } from "./write.js";

type HdfFile = InstanceType<Library["File"]>;

const aboutShape = z.looseObject({
  episodes: z.array(z.looseObject({ episode_id: z.int(), elapsed_steps: z.int().min(1) })).min(1),
});

const rowNames = ["actions", "rewards", "terminated", "truncated", "success", "fail"] as const;

const isNumbers = (value: unknown): boolean =>
  !(value instanceof Float32Array || value instanceof Float64Array) || value.every(Number.isFinite);

const checkTrajectory = (
  file: HdfFile,
  library: Library,
  { id, rows }: { readonly id: number; readonly rows: number },
  { add }: Problems,
): void => {
  for (const name of rowNames) {
    const path = `traj_${id}/${name}`;
    const found = file.get(path);
    if (!(found instanceof library.Dataset) || found.shape?.[0] !== rows)
      add(trajectoryFile, `${path}: must have ${rows} rows, as ${aboutFile} tells`);
    else if (!isNumbers(found.value)) add(trajectoryFile, `${path}: has numbers that are none`);
  }
  const state = file.get(`traj_${id}/obs/state`);
  const picture = file.get(`traj_${id}/obs/sensor_data/camera/rgb`);
  const seen = [state, picture].filter((each) => each instanceof library.Dataset);
  if (seen.some(({ shape }) => shape?.[0] !== rows + 1))
    add(trajectoryFile, `traj_${id}/obs: must have ${rows + 1} rows, one more than actions`);
};

/** Text that is no JSON has none of the shape's parts either, and is told as that. */
const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** What ManiSkill's trajectory data set reads of every episode. */
export const checkManiskill = async (folder: string): Promise<readonly Problem[]> => {
  const problems = gatherProblems();
  if (!(await exists(join(folder, aboutFile)))) {
    problems.add(aboutFile, `is missing beside ${trajectoryFile}`);
    return problems.all;
  }
  const about = aboutShape.safeParse(jsonOf(await readFile(join(folder, aboutFile), "utf8")));
  if (!about.success) {
    problems.add(aboutFile, z.prettifyError(about.error));
    return problems.all;
  }
  const library = await loadHdf5();
  const file = new library.File(join(folder, trajectoryFile), "r");
  try {
    for (const { episode_id: id, elapsed_steps: rows } of about.data.episodes)
      checkTrajectory(file, library, { id, rows }, problems);
  } finally {
    file.close();
  }
  return problems.all;
};
