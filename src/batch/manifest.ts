import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, normalize, resolve } from "node:path";
import { z } from "zod";
import { reasonOf, SpatialRewardError } from "../core/index.js";

/** One line of a manifest: a recording, and how it is labelled where that is not as all the others. */
export interface ManifestEntry {
  /** Absolute. */
  readonly recording: string;
  /** Path of a task file; absolute. */
  readonly task?: string;
  /** Folder below the output: "site-3/run_0007". */
  readonly output?: string;
}

const lineShape = z.strictObject({
  recording: z.string().min(1),
  task: z.string().min(1).exactOptional(),
  output: z.string().min(1).exactOptional(),
});

type Line = z.infer<typeof lineShape>;

const refuse = (path: string, line: number, why: string): never => {
  throw new SpatialRewardError("manifest.invalid", `${path}, line ${line}: ${why}`);
};

const allowed =
  'a line is {"recording": "run.mcap"}, and may have "task" (a file) and "output" (a folder below -o)';

const parsed = (text: string, path: string, line: number): Line => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    return refuse(path, line, `is no JSON (${reasonOf(thrown)}); ${allowed}`);
  }
  const { data, error } = lineShape.safeParse(value);
  if (data) return data;
  const [issue] = error.issues;
  const where = issue && issue.path.length > 0 ? `${issue.path.join(".")}: ` : "";
  return refuse(path, line, `${where}${issue?.message ?? "does not fit"}; ${allowed}`);
};

/**
 * Below the output and nowhere else, whatever a manifest of somebody else's says. Names that begin with a dot are those of
 * unfinished outputs: who looks for whole ones passes them by.
 */
const checkedOutput = (output: string, path: string, line: number): string => {
  const folder = normalize(output).replace(/\/+$/, "");
  const isHidden = folder.split("/").some((name) => name.startsWith("."));
  if (isAbsolute(folder) || isHidden || folder.includes("\0"))
    return refuse(
      path,
      line,
      `output: must be a folder below -o, whose name begins without a dot; got "${output}"`,
    );
  return folder;
};

const textOf = async (path: string): Promise<string> => {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const why = `can't read ${path}: ${reasonOf(cause)}`;
    throw new SpatialRewardError("manifest.invalid", why, { cause });
  }
};

/**
 * What `label --manifest` names: one JSON object a line, in the order of the lines; paths from the manifest's folder.
 * @throws SpatialRewardError manifest.invalid
 */
export const readManifest = async (path: string): Promise<readonly ManifestEntry[]> => {
  const folder = dirname(resolve(path));
  const entries = (await textOf(path)).split(/\r?\n/).flatMap((text, at): ManifestEntry[] => {
    if (text.trim() === "") return [];
    const { recording, task, output } = parsed(text, path, at + 1);
    return [
      {
        recording: resolve(folder, recording),
        ...(task === undefined ? {} : { task: resolve(folder, task) }),
        ...(output === undefined ? {} : { output: checkedOutput(output, path, at + 1) }),
      },
    ];
  });
  if (entries.length > 0) return entries;
  throw new SpatialRewardError("manifest.invalid", `${path}: names no recording; ${allowed}`);
};
