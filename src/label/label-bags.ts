import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import PQueue from "p-queue";
import { writing } from "../bag/index.js";
import { type Failure, failureOf, SpatialRewardError } from "../core/index.js";
import { requireVocabulary, understoodOf } from "../pipeline/index.js";
import type { Task } from "../reward/index.js";
import { sourcesAt } from "../source/index.js";
import type { Understood } from "../vlm/index.js";
import type { BagJob } from "./job.js";
import { labelBag } from "./label-bag.js";
import { nothingLabelled } from "./nothing.js";
import { outputNames, requireOneToName } from "./output-names.js";
import type { BagSummary } from "./summary.js";

/** One of several recordings. */
export interface PlannedRecording {
  readonly input: string;
  /** Its folder below the output: "pick", "run_1/camera". */
  readonly name: string;
  /** Another task than the others'. */
  readonly task?: Task;
}

export interface PlannedOptions extends Pick<BagJob, "settings" | "origin" | "signal"> {
  /** Each recording gets a folder of its name in it. */
  readonly folder: string;
  /** The file in it that lists what failed; failed.json when absent. */
  readonly failures?: string;
  /** Outputs that were made from something else are made anew. */
  readonly overwrite?: boolean;
  /** Recordings that are labelled at once. */
  readonly jobs: number;
  readonly onProgress: (input: string, done: number, total: number | undefined) => void;
  readonly onRemark: (input: string, text: string) => void;
  /** Of the whole run: what the task's names were understood as. */
  readonly onUnderstood?: (understood: readonly Understood[]) => void;
  /** A recording is whole, was whole, or failed. */
  readonly onEnd: (summary: BagSummary) => void;
}

export interface LabelOptions extends PlannedOptions {
  readonly inputs: readonly string[];
  /** Another name, where there is one recording. */
  readonly name?: string;
}

export interface LabelSummary {
  /** In the order of the inputs. */
  readonly bags: readonly BagSummary[];
}

const planned = (
  inputs: readonly string[],
  name: string | undefined,
): readonly PlannedRecording[] => {
  const [only] = inputs;
  if (name === undefined || only === undefined)
    return [...outputNames(inputs)].map(([input, each]) => ({ input, name: each }));
  requireOneToName(inputs.length);
  return [{ input: only, name }];
};

const failed = (input: string, output: string, error: Failure): BagSummary => ({
  input,
  output,
  frames: 0,
  labelled: 0,
  unanswered: 0,
  unreadable: 0,
  episodes: 0,
  success: false,
  endings: [],
  sources: [],
  remarks: [],
  reasons: [],
  seconds: 0,
  framesPerSecond: 0,
  error,
});

/** Lists the recordings that failed in the latest run; without any there is no such file. */
const reportFailures = async (
  folder: string,
  file: string,
  bags: readonly BagSummary[],
): Promise<void> => {
  const path = join(folder, file);
  const failures = bags.flatMap(({ input, output, error }) =>
    error ? [{ input, name: relative(folder, output), ...error }] : [],
  );
  await writing(path, () =>
    failures.length === 0
      ? rm(path, { force: true })
      : writeFile(path, `${JSON.stringify(failures, null, 2)}\n`),
  );
};

/** Before a model has been asked for hours. */
const requireWords = (
  recordings: readonly PlannedRecording[],
  { settings, origin, onUnderstood }: PlannedOptions,
): void => {
  if (origin.kind !== "model") return;
  const { backend } = origin;
  const tasks = [...new Set(recordings.map((each) => each.task ?? settings.task))];
  for (const task of tasks) requireVocabulary(task, backend);
  const understood = tasks.flatMap((task) => understoodOf(task, backend));
  onUnderstood?.([...new Map(understood.map((each) => [each.phrase, each])).values()]);
};

/**
 * Labels recordings whose outputs have been named, several at a time. One that fails doesn't keep the others from
 * being labelled: its summary carries the error, and failed.json lists it.
 * @throws SpatialRewardError task.vocabulary, output.write for the folder itself, interrupted
 */
export const labelPlanned = async (
  recordings: readonly PlannedRecording[],
  options: PlannedOptions,
): Promise<LabelSummary> => {
  const { folder, failures = "failed.json", jobs, signal } = options;
  requireWords(recordings, options);
  await writing(folder, () => mkdir(folder, { recursive: true }));
  const queue = new PQueue({ concurrency: jobs });
  const one = async (recording: PlannedRecording): Promise<BagSummary> => {
    const summary = await attempt(recording, options);
    options.onEnd(summary);
    return summary;
  };
  const bags = await queue.addAll(recordings.map((recording) => () => one(recording)));
  signal.throwIfAborted();
  await reportFailures(folder, failures, bags);
  return { bags };
};

/**
 * Labels recordings, and the episodes of data sets, under names that tell them apart; as labelPlanned.
 * @throws SpatialRewardError usage.argument, usage.flag, task.vocabulary, output.write for the folder itself, interrupted
 */
export const labelBags = async (options: LabelOptions): Promise<LabelSummary> => {
  const inputs = (await Promise.all(options.inputs.map(sourcesAt))).flat();
  return labelPlanned(planned(inputs, options.name), options);
};

const named = (input: string, { code, message }: Failure): Failure => ({
  code,
  message: `${input}: ${message}`,
});

const attempt = async (
  { input, name, task }: PlannedRecording,
  { folder, settings, origin, overwrite = false, signal, onProgress, onRemark }: PlannedOptions,
): Promise<BagSummary> => {
  const output = join(folder, name);
  try {
    signal.throwIfAborted();
    const summary = await labelBag({
      input,
      output,
      overwrite,
      settings: task ? { ...settings, task } : settings,
      origin,
      signal,
      onProgress: (done, total) => onProgress(input, done, total),
      onRemark: (text) => onRemark(input, text),
    });
    const nothing = nothingLabelled(summary);
    return nothing ? { ...summary, error: named(input, nothing) } : summary;
  } catch (thrown) {
    if (signal.aborted || !(thrown instanceof SpatialRewardError)) throw thrown;
    return failed(input, output, failureOf(thrown, thrown.code));
  }
};
