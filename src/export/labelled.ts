import { readdir, readFile } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";
import { z } from "zod";
import { exists } from "../bag/index.js";
import { SpatialRewardError } from "../core/index.js";
import { fingerprint, madeFromShape } from "../label/index.js";
import { openSource, sourceName, sourcesAt } from "../source/index.js";

const summaryShape = z.looseObject({ madeFrom: madeFromShape });

/** A folder that `label` has made. */
export interface Labelled {
  readonly path: string;
  /** Under the folder that was given: `pick`, `run_1/camera`. */
  readonly name: string;
  readonly madeFrom: z.infer<typeof madeFromShape>;
}

/** `label` puts an output at most as deep as its recordings lay. */
const deepest = 8;

const unlabelled = (path: string, why: string): SpatialRewardError =>
  new SpatialRewardError("export.unlabelled", `${path}: ${why}`);

const summaryIn = async (path: string): Promise<Labelled["madeFrom"] | undefined> => {
  const file = join(path, "summary.json");
  if (!(await exists(file))) return undefined;
  const text = await readFile(file, "utf8");
  try {
    return summaryShape.parse(JSON.parse(text)).madeFrom;
  } catch (cause) {
    throw new SpatialRewardError(
      "export.unlabelled",
      `${file}: is not what this version of label writes; label the recording again`,
      { cause },
    );
  }
};

async function* under(path: string, root: string, depth: number): AsyncGenerator<Labelled> {
  const madeFrom = await summaryIn(path);
  if (madeFrom) {
    const name = path === root ? basename(resolve(path)) : relative(root, path);
    yield { path, name, madeFrom };
    return;
  }
  if (depth === 0) return;
  const entries = await readdir(path, { withFileTypes: true });
  const folders = entries.filter((each) => each.isDirectory() && !each.name.startsWith("."));
  const names = folders.map(({ name }) => name);
  for (const name of names.sort((a, b) => a.localeCompare(b, "en", { numeric: true })))
    yield* under(join(path, name), root, depth - 1);
}

/**
 * The outputs of `label` at paths: each is one, or a folder with some in it, in the order of their numbers.
 * @throws SpatialRewardError export.unlabelled
 */
export const labelledAt = async (paths: readonly string[]): Promise<readonly Labelled[]> => {
  const all: Labelled[] = [];
  for (const path of paths) {
    if (!(await exists(path))) throw unlabelled(path, "there is no such folder");
    const found: Labelled[] = [];
    for await (const each of under(path, path, deepest)) found.push(each);
    if (found.length === 0)
      throw unlabelled(path, "label has made nothing here: no folder in it has a summary.json");
    all.push(...found);
  }
  return all;
};

const samePrints = (
  a: Labelled["madeFrom"]["input"],
  b: Awaited<ReturnType<typeof fingerprint>>,
): boolean => a.length === b.length && a.every((each, i) => each.sha256 === b[i]?.sha256);

/** What recordings, videos and data sets are called when they have been labelled. */
const byName = async (sources: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const inputs = (await Promise.all(sources.map(sourcesAt))).flat();
  return new Map(inputs.map((input) => [sourceName(input), input]));
};

/**
 * For labels that were written apart: what they are of, known by its name and its bytes.
 * @throws SpatialRewardError export.unlabelled where none of the sources is it
 */
export const sourceFinder = async (
  sources: readonly string[],
): Promise<(labelled: Labelled) => Promise<string>> => {
  const known = await byName(sources);
  return async ({ path, name, madeFrom }) => {
    const [only, ...others] = known.values();
    const input = known.get(basename(name)) ?? (others.length === 0 ? only : undefined);
    if (input === undefined)
      throw unlabelled(
        path,
        `its labels were written apart from the recording; --source must name ${madeFrom.input[0]?.name ?? "it"}, or the data set it is of`,
      );
    const reader = await openSource(input);
    try {
      if (samePrints(madeFrom.input, await fingerprint(reader.files))) return input;
    } finally {
      await reader.close();
    }
    throw unlabelled(path, `was made from something else than ${input}, which --source names`);
  };
};
