import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writing } from "../bag/index.js";
import { type Failure, SpatialRewardError } from "../core/index.js";
import { differences, type MadeFrom, madeFromShape } from "./provenance.js";
import { type LabelResult, labelResult } from "./result.js";
import type { LabelSettings } from "./settings.js";

/** What `label --json` says of one recording. Lengths in metres, shares 0..1; counts as in LabelResult. */
export interface BagSummary extends LabelResult {
  readonly input: string;
  /** The folder with the labelled recording, tables and report. */
  readonly output: string;
  /** Of this run. */
  readonly seconds: number;
  /** Frames valued in this run, by its seconds; 0 when there was nothing left to do. */
  readonly framesPerSecond: number;
  /** It was whole already. */
  readonly skipped?: boolean;
  readonly error?: Failure;
}

const fileName = "summary.json";
/** Enough to know a folder as ours, whichever version made it. */
const anyVersion = z.looseObject({ madeFrom: z.unknown(), result: z.unknown() });
const shape = z.object({ version: z.string(), madeFrom: madeFromShape, result: labelResult });

const readText = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw cause;
  }
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
};

const contentOf = async (folder: string): Promise<unknown> => {
  const text = await readText(join(folder, fileName));
  return text === undefined ? undefined : parsed(text);
};

const refuse = (folder: string, why: string): never => {
  throw new SpatialRewardError("output.exists", `${folder} exists and ${why}`);
};

/** What to do about an output that was made from something else. */
const remedies = (folder: string, different: readonly string[]): string =>
  different.length === 1 && different[0] === "task"
    ? `"label ${folder} --task … -o … --from-facts" recomputes its rewards into another -o without asking the model; --overwrite makes it anew here`
    : "choose another -o or --name, or make it anew with --overwrite";

export interface Wanted {
  readonly settings: Pick<LabelSettings, "version">;
  /** What was made from something else may be replaced. */
  readonly overwrite?: boolean;
}

/**
 * What a whole output came to, if the same things would be made again; undefined when it is to be replaced.
 * @throws SpatialRewardError output.exists when something else is in its place
 */
export const finishedResult = async (
  folder: string,
  wanted: MadeFrom,
  { settings, overwrite = false }: Wanted,
): Promise<LabelResult | undefined> => {
  const content = await writing(folder, () => contentOf(folder));
  if (!anyVersion.safeParse(content).success)
    return refuse(folder, "is not what label makes; choose another -o or --name, or move it away");
  const { data: found } = shape.safeParse(content);
  if (!found) {
    if (overwrite) return undefined;
    return refuse(folder, `was made by another version of label; ${remedies(folder, [])}`);
  }
  const different = differences(found.madeFrom, wanted);
  if (overwrite)
    return different.length === 0 && found.version === settings.version ? found.result : undefined;
  if (different.length === 0) return found.result;
  return refuse(
    folder,
    `was made from another ${different.join(" and other ")}; ${remedies(folder, different)}`,
  );
};

/** Whether label has made it, whichever version. */
export const isOutput = async (folder: string): Promise<boolean> =>
  anyVersion.safeParse(await contentOf(folder)).success;

/** What a whole output came to, whatever it was made from; undefined of another version's. */
export const resultIn = async (folder: string): Promise<LabelResult | undefined> =>
  shape.safeParse(await contentOf(folder)).data?.result;

/** The last file of an output: with it the output is whole. */
export const writeSummary = async (
  folder: string,
  version: string,
  madeFrom: MadeFrom,
  result: LabelResult,
): Promise<void> => {
  const path = join(folder, fileName);
  const text = `${JSON.stringify({ version, madeFrom, result }, null, 2)}\n`;
  await writing(path, () => writeFile(path, text));
};
