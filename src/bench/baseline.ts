import { execFile } from "node:child_process";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { exists } from "../bag/index.js";

/** The build that speed and memory are compared with. */
export const baselineCommit = "428b4e0";

/** This repository, or the package that was installed. */
export const ownRoot = fileURLToPath(new URL("../..", import.meta.url));

/** An older build in a folder of its own, or why there is none. */
export type Baseline = { readonly root: string } | { readonly missing: string };

const run = promisify(execFile);

const build = async (root: string, archive: string): Promise<void> => {
  await mkdir(root);
  await run("git", ["-C", ownRoot, "archive", "-o", archive, baselineCommit]);
  await run("tar", ["-xf", archive, "-C", root]);
  // The same libraries: what differs is ours.
  await symlink(join(ownRoot, "node_modules"), join(root, "node_modules"), "dir");
  await run("npm", ["run", "--silent", "build"], { cwd: root });
};

/** Builds the baseline from the repository's history; without that commit (a package, a shallow clone) it is missing. */
export const openBaseline = async (folder: string): Promise<Baseline> => {
  if (!(await exists(join(ownRoot, ".git"))))
    return { missing: "there is no repository here, so no history to build it from" };
  const known = await run("git", ["-C", ownRoot, "cat-file", "-e", `${baselineCommit}^{commit}`])
    .then(() => true)
    .catch(() => false);
  if (!known) return { missing: "the history here does not reach back to it (a shallow clone?)" };
  const root = join(folder, "baseline");
  try {
    await build(root, join(folder, "baseline.tar"));
    return { root };
  } catch (thrown) {
    const [why] = String(thrown instanceof Error ? thrown.message : thrown).split("\n");
    return { missing: `it could not be built: ${why}` };
  }
};
