import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writing } from "../bag/index.js";
import { type Failure, SpatialRewardError } from "../core/index.js";
import { differences, type MadeFrom, madeFromShape } from "./provenance.js";
import { type LabelResult, labelResult } from "./result.js";

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
const shape = z.object({ madeFrom: madeFromShape, result: labelResult });

const readText = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw cause;
  }
};

const parsed = (text: string): z.infer<typeof shape> | undefined => {
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

/**
 * What a whole output came to, if the same things would be made again.
 * @throws SpatialRewardError output.exists when something else is in its place
 */
export const finishedResult = async (
  folder: string,
  wanted: MadeFrom,
): Promise<LabelResult | undefined> => {
  const path = join(folder, fileName);
  const text = await writing(folder, () => readText(path));
  const found = text === undefined ? undefined : parsed(text);
  if (!found) {
    throw new SpatialRewardError(
      "output.exists",
      `${folder} exists and is not what label makes; choose another -o, or move it away`,
    );
  }
  const different = differences(found.madeFrom, wanted);
  if (different.length === 0) return found.result;
  throw new SpatialRewardError(
    "output.exists",
    `${folder} exists and was made from another ${different.join(" and other ")}; choose another -o, or move it away`,
  );
};

/** The last file of an output: with it the output is whole. */
export const writeSummary = async (
  folder: string,
  madeFrom: MadeFrom,
  result: LabelResult,
): Promise<void> => {
  const path = join(folder, fileName);
  const text = `${JSON.stringify({ madeFrom, result }, null, 2)}\n`;
  await writing(path, () => writeFile(path, text));
};
