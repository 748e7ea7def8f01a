import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { writing } from "../../bag/index.js";
import { failureOf, SpatialRewardError } from "../../core/index.js";
import { writeDataset } from "../../dataset/index.js";
import { claim, fingerprint, mapInOrder, reasonText, sha256 } from "../../label/index.js";
import { type GivenFrame, type GivenFrames, isGiven, type UnreadFrame } from "../frames/index.js";
import { type JudgeSettings, judge } from "../judge.js";
import { endingOf, writePicture } from "./picture.js";
import { addRecord, type FrameRecord, readRecords, settle } from "./record.js";
import { type SourceSummary, summaryOf } from "./summary.js";

export interface MakeJob {
  readonly source: string;
  readonly output: string;
  readonly settings: JudgeSettings;
  /** Frames under way at once. */
  readonly jobs: number;
  /** All that the output depends on besides the source's files, as text. */
  readonly madeBy: string;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number | undefined) => void;
}

const summaryFile = "engine.json";

const lineFor = async (
  given: GivenFrame | UnreadFrame,
  folder: string,
  { settings, signal }: MakeJob,
): Promise<FrameRecord> => {
  const { name } = given;
  if (!isGiven(given)) return { name, why: `can't be read: ${given.why}` };
  try {
    const judged = await judge(given, settings, signal);
    if (judged.kind === "left out") return { name, why: judged.why };
    const image = `images/${name}${endingOf(given)}`;
    await writePicture(given, join(folder, image));
    return { name, line: { ...judged.line, image }, nameless: judged.nameless };
  } catch (thrown) {
    signal.throwIfAborted();
    const { code, message } = failureOf(thrown, "model.failed");
    if (!code.startsWith("image.")) throw thrown;
    return { name, why: `can't be read: ${message}` };
  }
};

async function* after<T>(items: AsyncIterable<T>, count: number): AsyncGenerator<T> {
  let index = 0;
  for await (const item of items) if (index++ >= count) yield item;
}

/** What an output was made from: another source, other files beside it, or other settings, make another one. */
const originOf = async (frames: GivenFrames, { madeBy, settings }: MakeJob): Promise<string> => {
  const found = (await settings.detector.files?.(frames.pictures)) ?? [];
  const prints = [await fingerprint(frames.files), await fingerprint(found)];
  return sha256(`${JSON.stringify(prints)}\n${madeBy}`);
};

/** Starts anew where what an earlier run left was made from something else. */
const startWork = async (work: string, origin: string): Promise<void> => {
  const path = join(work, "origin");
  const before = existsSync(path) ? await readFile(path, "utf8") : undefined;
  if (before === origin) return;
  await writing(work, async () => {
    await rm(work, { recursive: true, force: true });
    await mkdir(join(work, "data"), { recursive: true });
    await writeFile(path, origin);
  });
};

const finished = async (output: string, origin: string): Promise<SourceSummary | undefined> => {
  if (!existsSync(output)) return undefined;
  const path = join(output, summaryFile);
  const summary = existsSync(path) ? JSON.parse(await readFile(path, "utf8")) : undefined;
  if (summary?.origin === origin) return { ...summary, fresh: 0 };
  throw new SpatialRewardError(
    "output.exists",
    `${output}: exists, and was made from something else; give another -o, or remove it`,
  );
};

const stopIfAborted = (signal: AbortSignal): void => {
  if (signal.aborted)
    throw new SpatialRewardError("interrupted", "stopped; the same command goes on from here");
};

const lookAtAll = async (
  frames: GivenFrames,
  work: string,
  job: MakeJob,
): Promise<{ readonly records: readonly FrameRecord[]; readonly fresh: number }> => {
  const path = join(work, "frames.jsonl");
  const records = [...(await readRecords(path))];
  const before = records.length;
  const folder = join(work, "data");
  const rest = after(frames, before);
  for await (const record of mapInOrder(rest, job.jobs, (each) => lineFor(each, folder, job))) {
    stopIfAborted(job.signal);
    await addRecord(path, record);
    records.push(record);
    job.onProgress(records.length, frames.total);
  }
  return { records, fresh: records.length - before };
};

const made = async (frames: GivenFrames, origin: string, job: MakeJob): Promise<SourceSummary> => {
  const { output } = job;
  const before = await finished(output, origin);
  if (before) return before;
  const work = join(dirname(output), `.${basename(output)}.partial`);
  await startWork(work, origin);
  const { records, fresh } = await lookAtAll(frames, work, job);
  const folder = join(work, "data");
  const lines = records.flatMap(({ line }) => (line ? [line] : []));
  await writeDataset(folder, lines);
  const remarks = frames.remarks().map((each) => reasonText(each, records.length));
  const summary = summaryOf(records, { source: job.source, output, origin, remarks });
  const path = join(folder, summaryFile);
  await writing(path, () => writeFile(path, `${JSON.stringify(summary, null, 2)}\n`));
  await settle(path);
  await writing(output, async () => {
    await rename(folder, output);
    await rm(work, { recursive: true });
  });
  return { ...summary, fresh };
};

/**
 * Makes a source's data set: every picture's line is kept as soon as it is known, so that a run that is killed goes on
 * with the next one, and ends with the same bytes. It appears under its name when it is whole.
 * @throws SpatialRewardError output.*, interrupted, and what the source or the detector throws
 */
export const makeDataset = async (frames: GivenFrames, job: MakeJob): Promise<SourceSummary> => {
  const { output } = job;
  const origin = await originOf(frames, job);
  await writing(output, () => mkdir(dirname(output), { recursive: true }));
  const { lost, release } = await claim(output);
  try {
    return await made(frames, origin, { ...job, signal: AbortSignal.any([job.signal, lost]) });
  } catch (thrown) {
    throw lost.aborted ? lost.reason : thrown;
  } finally {
    await release();
  }
};
