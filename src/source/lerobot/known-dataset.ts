import { stat } from "node:fs/promises";
import { join } from "node:path";
import { type Dataset, infoFile, readDataset } from "./dataset.js";

interface Known {
  /** Of its info.json: another one is another data set. */
  readonly written: string;
  readonly dataset: Promise<Dataset>;
}

/** Few are open at once. */
const most = 8;
const known = new Map<string, Known>();

/**
 * A data set as it was last read, while its info.json is the same: thousands of episodes are opened one by one, and each
 * would read of all the others.
 * @throws SpatialRewardError dataset.invalid
 */
export const knownDataset = async (path: string): Promise<Dataset> => {
  const { mtimeMs, size } = await stat(join(path, infoFile));
  const written = `${mtimeMs} ${size}`;
  const before = known.get(path);
  if (before?.written === written) return before.dataset;
  const dataset = readDataset(path);
  known.delete(path);
  known.set(path, { written, dataset });
  const [oldest] = known.keys();
  if (known.size > most && oldest !== undefined) known.delete(oldest);
  // One that can't be read now may be mended without a new info.json.
  dataset.catch(() => known.delete(path));
  return dataset;
};
