import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { exists } from "../bag/index.js";
import { SpatialRewardError } from "../core/index.js";
import { fingerprint, isOutput, labelledFolders, madeFromShape } from "../label/index.js";
import { openSource, sourceName, sourcesAt } from "../source/index.js";

const summaryShape = z.looseObject({ madeFrom: madeFromShape });

/** A folder that `label` has made. */
export interface Labelled {
  readonly path: string;
  /** Under the folder that was given: `pick`, `run_1/camera`. */
  readonly name: string;
  readonly madeFrom: z.infer<typeof madeFromShape>;
}

const unlabelled = (path: string, why: string): SpatialRewardError =>
  new SpatialRewardError("export.unlabelled", `${path}: ${why}`);

const madeFromIn = async (path: string): Promise<Labelled["madeFrom"]> => {
  const file = join(path, "summary.json");
  try {
    return summaryShape.parse(JSON.parse(await readFile(file, "utf8"))).madeFrom;
  } catch (cause) {
    throw new SpatialRewardError(
      "export.unlabelled",
      `${file}: is not what this version of label writes; label the recording again`,
      { cause },
    );
  }
};

async function* under(root: string): AsyncGenerator<Labelled> {
  if (await isOutput(root)) {
    yield { path: root, name: basename(resolve(root)), madeFrom: await madeFromIn(root) };
    return;
  }
  for await (const name of labelledFolders(root)) {
    const path = join(root, name);
    yield { path, name, madeFrom: await madeFromIn(path) };
  }
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
    for await (const each of under(path)) found.push(each);
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
