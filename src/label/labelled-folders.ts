import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { byNumber } from "../core/index.js";
import { isOutput } from "./summary.js";

/** An output of label deeper than this below another folder is not looked for: recordings don't lie so deep. */
const deepest = 16;

/** Not those of unfinished outputs and claims. */
const foldersIn = async (path: string): Promise<readonly string[]> => {
  const entries = await readdir(path, { withFileTypes: true });
  const folders = entries.filter((each) => each.isDirectory() && !each.name.startsWith("."));
  return folders.map(({ name }) => name).sort(byNumber);
};

/** Names of whole outputs of label below a folder: "pick", "run_1/camera"; nothing is looked for inside of them. */
export async function* labelledFolders(
  root: string,
  name = "",
  depth = deepest,
): AsyncGenerator<string> {
  if (depth === 0) return;
  for (const each of await foldersIn(join(root, name))) {
    const inner = join(name, each);
    if (await isOutput(join(root, inner))) yield inner;
    else yield* labelledFolders(root, inner, depth - 1);
  }
}
