import { rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { performance } from "node:perf_hooks";
import { type BagReader, openBag, writing } from "../bag/index.js";
import { failureOf, SpatialRewardError } from "../core/index.js";
import { type Camera, chooseCamera } from "./camera.js";
import { fingerprint } from "./fingerprint.js";
import { missingFacts } from "./missing-facts.js";
import {
  askedFrames,
  makeWork,
  type Observed,
  type ObservedParts,
  rememberedFrames,
  requireReadable,
} from "./observed.js";
import { writeOutputs } from "./outputs.js";
import { type MadeFrom, madeFrom, provenanceRecord, storedOrigin } from "./provenance.js";
import type { LabelResult } from "./result.js";
import { valueFrames } from "./row.js";
import type { FactOrigin, LabelSettings } from "./settings.js";
import { requireStoredFacts } from "./stored-frames.js";
import { type BagSummary, finishedResult, writeSummary } from "./summary.js";
import { truthFinder } from "./truth-finder.js";
import { withoutLabels } from "./without-labels.js";

/** One recording to be labelled. */
export interface BagJob {
  /** An .mcap, .db3 or .bag file, or a rosbag2 folder. */
  readonly input: string;
  /** The folder to be made. */
  readonly output: string;
  readonly settings: LabelSettings;
  readonly origin: FactOrigin;
  readonly signal: AbortSignal;
  /** Messages of the camera's topic: read so far, and in all where the recording tells. */
  readonly onProgress: (done: number, total: number | undefined) => void;
  /** What a user should know and what is no error; each at most once. */
  readonly onRemark: (text: string) => void;
}

const exists = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined)) !== undefined;

/** The camera that stored facts were asked about is known from their provenance, and only good for pictures. */
const cameraOf = (reader: BagReader, { settings, origin }: BagJob): Camera | undefined => {
  const [ofTask] = Object.values(settings.task.cameras);
  const task = origin.kind === "stored" ? (storedOrigin(reader).camera ?? ofTask) : ofTask;
  const wanted = {
    ...(settings.camera === undefined ? {} : { flag: settings.camera }),
    ...(task === undefined ? {} : { task }),
  };
  try {
    return chooseCamera(reader.topics, wanted);
  } catch (thrown) {
    if (origin.kind === "stored" && settings.camera === undefined) return undefined;
    throw thrown;
  }
};

const observed = async (job: BagJob, parts: ObservedParts): Promise<Observed> => {
  const { origin, onRemark } = job;
  if (origin.kind === "model" && parts.camera) {
    const asked = await askedFrames(origin, parts.camera, parts);
    await requireReadable(asked);
    return asked;
  }
  requireStoredFacts(parts.reader);
  const stored = await rememberedFrames(parts);
  const missing = await missingFacts(stored.frames(), job.settings.task.needs);
  for (const key of missing) onRemark(`the recording has no facts for ${key}`);
  return stored;
};

/** Everything under a name of its own, which becomes the output's in one step. */
const make = async (
  job: BagJob,
  reader: BagReader,
  camera: Camera | undefined,
  made: MadeFrom,
): Promise<{ readonly result: LabelResult; readonly fresh: number }> => {
  const { output, settings, origin, signal, onProgress, onRemark } = job;
  const work = join(dirname(output), `.${basename(output)}.partial`);
  const folder = join(work, basename(output));
  await makeWork(work);
  let done = 0;
  const total = camera?.image.count;
  const remarks: string[] = [];
  const remark = (text: string): void => {
    remarks.push(text);
    onRemark(text);
  };
  const frames = await observed(
    { ...job, onRemark: remark },
    {
      reader,
      ...(camera ? { camera } : {}),
      settings,
      madeFrom: made,
      work,
      signal,
      onMessage: () => onProgress(++done, total),
    },
  );
  const provenance = provenanceRecord(made, settings, storedOrigin(reader));
  const result = await writeOutputs({
    folder,
    source: origin.kind === "stored" ? withoutLabels(reader) : reader,
    task: settings.task,
    csv: settings.csv,
    sidecar: settings.sidecar,
    rows: () => valueFrames(frames.frames(), settings.task, truthFinder(reader, settings.task)),
    frames: frames.count,
    thumbnails: frames.thumbnails,
    provenance,
    facts: { title: basename(job.input), task: settings.task.text, provenance, remarks },
    signal,
  });
  await writeSummary(folder, made, result);
  signal.throwIfAborted();
  await writing(output, async () => {
    await rename(folder, output);
    await rm(work, { recursive: true });
  });
  return { result, fresh: frames.fresh };
};

/** Messages that don't name the recording get its name; with many recordings one must know which. */
const named = (input: string, thrown: unknown): unknown => {
  if (!(thrown instanceof SpatialRewardError) || thrown.code === "interrupted") return thrown;
  const { code, message } = failureOf(thrown, thrown.code);
  return message.includes(input)
    ? thrown
    : new SpatialRewardError(code, `${input}: ${message}`, { cause: thrown });
};

/**
 * Labels one recording: a folder with the recording, rewards and facts in it, a table, a report. What an interrupted
 * run has reached is kept beside the output and used; a whole output made from the same things is left alone.
 * @throws SpatialRewardError bag.*, image.* and model.* when no frame could be labelled, output.*, interrupted
 */
export const labelBag = async (job: BagJob): Promise<BagSummary> => {
  const started = performance.now();
  try {
    const reader = await openBag(job.input);
    try {
      return await labelled(job, reader, started);
    } finally {
      await reader.close();
    }
  } catch (thrown) {
    throw named(job.input, thrown);
  }
};

const labelled = async (job: BagJob, reader: BagReader, started: number): Promise<BagSummary> => {
  const { input, output, settings, origin } = job;
  if (origin.kind === "stored") requireStoredFacts(reader);
  const camera = cameraOf(reader, job);
  const prints = await fingerprint(reader.files);
  const made = madeFrom(prints, settings, origin, camera?.image.name ?? "");
  const whole = (await exists(output)) ? await finishedResult(output, made) : undefined;
  if (whole) {
    return {
      input,
      output,
      ...whole,
      seconds: elapsed(started),
      framesPerSecond: 0,
      skipped: true,
    };
  }
  const { result, fresh } = await make(job, reader, camera, made);
  const seconds = elapsed(started);
  return { input, output, ...result, seconds, framesPerSecond: fresh / seconds };
};

const elapsed = (started: number): number => (performance.now() - started) / 1000;
