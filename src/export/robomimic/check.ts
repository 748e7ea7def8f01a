import { join } from "node:path";
import type { Problem } from "../format.js";
import { type Library, loadHdf5 } from "../hdf5.js";
import { gatherProblems } from "../problems.js";
import { datasetFile } from "./write.js";

type HdfFile = InstanceType<Library["File"]>;

/** The shape of a data set, and its numbers where they are few a row. */
const datasetAt = (file: HdfFile, library: Library, path: string) => {
  const found = file.get(path);
  return found instanceof library.Dataset ? found : undefined;
};

const areFinite = (value: unknown): boolean =>
  ArrayBuffer.isView(value) &&
  (!(value instanceof Float64Array) || value.every((each) => Number.isFinite(each)));

type Add = (what: string) => void;

const checkObservations = (
  file: HdfFile,
  library: Library,
  { path, rows }: { readonly path: string; readonly rows: number },
  add: Add,
): void => {
  const seen = file.get(path);
  const keys = seen instanceof library.Group ? seen.keys() : [];
  if (keys.length === 0) add(`${path}: has no observations`);
  for (const key of keys)
    if (datasetAt(file, library, `${path}/${key}`)?.shape?.[0] !== rows)
      add(`${path}/${key}: must have ${rows} rows`);
};

const checkDemonstration = (file: HdfFile, library: Library, demo: string, add: Add): void => {
  const path = `data/${demo}`;
  const group = file.get(path);
  const rows = group instanceof library.Group ? Number(group.attrs.num_samples?.value) : Number.NaN;
  if (!Number.isInteger(rows) || rows < 1) add(`${path}: num_samples must be at least 1`);
  for (const name of ["actions", "rewards", "dones"]) {
    const dataset = datasetAt(file, library, `${path}/${name}`);
    if (dataset?.shape?.[0] !== rows) add(`${path}/${name}: must have ${rows} rows`);
    else if (!areFinite(dataset.value)) add(`${path}/${name}: has numbers that are none`);
  }
  for (const part of ["obs", "next_obs"])
    checkObservations(file, library, { path: `${path}/${part}`, rows }, add);
};

/** What robomimic's SequenceDataset reads of every demonstration. */
export const checkRobomimic = async (folder: string): Promise<readonly Problem[]> => {
  const problems = gatherProblems();
  const add = (what: string): void => problems.add(datasetFile, what);
  const library = await loadHdf5();
  const file = new library.File(join(folder, datasetFile), "r");
  try {
    const all = file.get("data");
    const demos = all instanceof library.Group ? all.keys() : [];
    if (demos.length === 0) add("data: has no demonstrations");
    for (const demo of demos) checkDemonstration(file, library, demo, add);
  } finally {
    file.close();
  }
  return problems.all;
};
