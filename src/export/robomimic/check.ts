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
    for (const demo of demos) {
      const group = file.get(`data/${demo}`);
      const rows = group instanceof library.Group ? Number(group.attrs.num_samples?.value) : NaN;
      if (!Number.isInteger(rows) || rows < 1) add(`data/${demo}: num_samples must be at least 1`);
      for (const name of ["actions", "rewards", "dones"]) {
        const dataset = datasetAt(file, library, `data/${demo}/${name}`);
        if (dataset?.shape?.[0] !== rows) add(`data/${demo}/${name}: must have ${rows} rows`);
        else if (!areFinite(dataset.value)) add(`data/${demo}/${name}: has numbers that are none`);
      }
      for (const part of ["obs", "next_obs"]) {
        const seen = file.get(`data/${demo}/${part}`);
        const keys = seen instanceof library.Group ? seen.keys() : [];
        if (keys.length === 0) add(`data/${demo}/${part}: has no observations`);
        for (const key of keys) {
          const path = `data/${demo}/${part}/${key}`;
          if (datasetAt(file, library, path)?.shape?.[0] !== rows)
            add(`${path}: must have ${rows} rows`);
        }
      }
    }
  } finally {
    file.close();
  }
  return problems.all;
};
