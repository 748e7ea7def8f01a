import { readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writing } from "../bag/index.js";
import { byNumber, type Failure, reasonOf, SpatialRewardError } from "../core/index.js";
import {
  isOutput,
  type LabelResult,
  labelledFolders,
  nothingLabelled,
  type PlannedRecording,
  resultIn,
} from "../label/index.js";
import { renderOverview } from "../web/index.js";
import { readFailures } from "./failures.js";
import { overviewOf } from "./overview.js";

/** A recording, whole or failed. */
export interface MergedRecording {
  /** Folder below the output. */
  readonly name: string;
  /** What was labelled, where that is known: of a whole output its own summary.json tells. */
  readonly input?: string;
  /** Of whole ones, those without a reward among them. */
  readonly result?: LabelResult;
  readonly error?: Omit<Failure, "code"> & { readonly code: string };
}

/** All recordings of an output, whichever machine labelled them. */
export interface Merged {
  readonly recordings: number;
  /** With at least one rewarded frame. */
  readonly labelled: number;
  readonly failed: number;
  /** That the plan names and nobody has begun, or finished. */
  readonly missing: number;
  readonly frames: number;
  readonly rewardedFrames: number;
  readonly episodes: number;
  /** Recordings in which an episode succeeded. */
  readonly successes: number;
  /** By name. */
  readonly all: readonly MergedRecording[];
}

const wholeOne = async (folder: string, name: string): Promise<MergedRecording> => {
  const result = await resultIn(join(folder, name));
  if (result === undefined) {
    const message = "was made by another version of label; --overwrite makes it anew";
    return { name, error: { code: "output.exists", message } };
  }
  const error = nothingLabelled(result);
  return { name, result, ...(error && { error }) };
};

const missingOne = ({ name, input }: PlannedRecording): MergedRecording => ({
  name,
  input,
  error: { code: "merge.incomplete", message: "not labelled yet" },
});

const isMissing = ({ error }: MergedRecording): boolean => error?.code === "merge.incomplete";

const sum = (all: readonly MergedRecording[], of: (result: LabelResult) => number): number =>
  all.reduce((total, { result }) => total + (result ? of(result) : 0), 0);

const added = (all: readonly MergedRecording[]): Merged => {
  const missing = all.filter(isMissing).length;
  const errors = all.filter(({ error }) => error).length;
  return {
    recordings: all.length,
    labelled: all.length - errors,
    failed: errors - missing,
    missing,
    frames: sum(all, ({ frames }) => frames),
    rewardedFrames: sum(all, ({ labelled }) => labelled),
    episodes: sum(all, ({ episodes }) => episodes),
    successes: sum(all, ({ success }) => +success),
    all,
  };
};

/** What failed and is whole now has been labelled since. */
const gather = async (
  folder: string,
  planned: readonly PlannedRecording[],
): Promise<readonly MergedRecording[]> => {
  const known = new Map<string, MergedRecording>();
  for await (const name of labelledFolders(folder)) known.set(name, await wholeOne(folder, name));
  for (const [name, failure] of await readFailures(folder))
    if (!known.has(name)) known.set(name, failure);
  for (const one of planned) if (!known.has(one.name)) known.set(one.name, missingOne(one));
  return [...known.values()].sort((a, b) => byNumber(a.name, b.name));
};

/**
 * Adds up what has been labelled into a folder, by however many machines. With `planned`, those that nobody has labelled
 * are told as well.
 * @throws SpatialRewardError export.unlabelled
 */
export const gatherLabelled = async (
  folder: string,
  planned: readonly PlannedRecording[] = [],
): Promise<Merged> => {
  await requireFolder(folder);
  const merged = added(await gather(folder, planned));
  if (merged.recordings === 0)
    throw new SpatialRewardError("export.unlabelled", `${folder}: nothing in it is label's`);
  return merged;
};

/** The page of what has been labelled. */
export const overviewPage = (merged: Merged): string => renderOverview(overviewOf(merged));

/** Whole or not there: somebody may be reading it. */
const replaceFile = async (path: string, text: string): Promise<void> => {
  const partial = `${path}.${process.pid}.partial`;
  await writing(path, async () => {
    await writeFile(partial, text);
    await rename(partial, path).finally(() => rm(partial, { force: true }));
  });
};

const requireFolder = async (folder: string): Promise<void> => {
  const refuse = (why: string, cause?: unknown): never => {
    throw new SpatialRewardError("export.unlabelled", `${folder}: ${why}`, { cause });
  };
  await readdir(folder).catch((cause: unknown) => refuse(reasonOf(cause), cause));
  if (await isOutput(folder)) refuse("is one labelled recording; give the folder that it lies in");
};

/**
 * As gatherLabelled, and writes it into the folder: recordings.json has every recording, index.html shows them.
 * @throws SpatialRewardError export.unlabelled, output.write
 */
export const mergeLabelled = async (
  folder: string,
  planned: readonly PlannedRecording[] = [],
): Promise<Merged> => {
  const merged = await gatherLabelled(folder, planned);
  await replaceFile(join(folder, "recordings.json"), `${JSON.stringify(merged, null, 2)}\n`);
  await replaceFile(join(folder, "index.html"), overviewPage(merged));
  return merged;
};
