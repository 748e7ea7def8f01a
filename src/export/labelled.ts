import { readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { exists } from "../bag/index.js";
import { SpatialRewardError } from "../core/index.js";
import {
  fingerprint,
  isOutput,
  labelledFolders,
  madeFromShape,
  outputNames,
} from "../label/index.js";
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

/** Outputs of one name, from different folders, are told apart by those: `site_1/pick`, `site_2/pick`. */
const apart = (all: readonly Labelled[]): readonly Labelled[] => {
  if (new Set(all.map(({ name }) => name)).size === all.length) return all;
  const names = outputNames(all.map(({ path }) => path));
  return all.map((each) => ({ ...each, name: names.get(each.path) ?? each.name }));
};

/**
 * The outputs of `label` at paths: each is one, or a folder with some in it, in the order of their numbers.
 * @throws SpatialRewardError export.unlabelled, usage.argument for one that is given twice
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
  return apart(all);
};

const isMadeFrom = async ({ input: prints }: Labelled["madeFrom"], input: string) => {
  const reader = await openSource(input);
  try {
    const found = await fingerprint(reader.files);
    return (
      prints.length === found.length && prints.every(({ sha256 }, i) => sha256 === found[i]?.sha256)
    );
  } finally {
    await reader.close();
  }
};

/** By what label may have called an input's folder: its name, where another input hasn't the same, or its file's. */
const namesOf = (input: string): readonly string[] => [sourceName(input), basename(input)];

/**
 * For labels that were written apart: what they are of. Its name tells the episodes of one data set apart, and its bytes
 * inputs of one name.
 * @throws SpatialRewardError export.unlabelled where none of the sources is it
 */
export const sourceFinder = async (
  sources: readonly string[],
): Promise<(labelled: Labelled) => Promise<string>> => {
  const inputs = [...new Set((await Promise.all(sources.map(sourcesAt))).flat())];
  return async ({ path, name, madeFrom }) => {
    const [recorded] = madeFrom.input;
    const names = [basename(name), ...(recorded ? [sourceName(recorded.name)] : [])];
    const alike = inputs.filter((input) => namesOf(input).some((each) => names.includes(each)));
    const candidates = alike.length === 0 && inputs.length === 1 ? inputs : alike;
    for (const input of candidates) if (await isMadeFrom(madeFrom, input)) return input;
    throw unlabelled(
      path,
      candidates.length === 0
        ? `its labels were written apart from the recording; --source must name ${recorded?.name ?? "it"}, or the data set it is of`
        : `was made from something else than ${candidates.join(", ")}, which --source names`,
    );
  };
};
