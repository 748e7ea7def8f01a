import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Names the recordings of a folder. */
export const writeManifest = async (folder: string, names: readonly string[]): Promise<string> => {
  const path = join(folder, "runs.jsonl");
  const lines = names.map((name) => JSON.stringify({ recording: `${name}.mcap` }));
  await writeFile(path, `${lines.join("\n")}\n`);
  return path;
};
