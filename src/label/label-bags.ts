import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import PQueue from "p-queue";
import { writing } from "../bag/index.js";
import { type Failure, failureOf, SpatialRewardError } from "../core/index.js";
import { requireVocabulary, understoodOf } from "../pipeline/index.js";
import { sourceName, sourcesAt } from "../source/index.js";
import type { Understood } from "../vlm/index.js";
import type { BagJob } from "./job.js";
import { labelBag } from "./label-bag.js";
import { nothingLabelled } from "./nothing.js";
import { outputNames } from "./output-names.js";
import type { BagSummary } from "./summary.js";

export interface LabelOptions extends Pick<BagJob, "settings" | "origin" | "signal"> {
  readonly inputs: readonly string[];
  /** Each recording gets a folder of its name in it. */
  readonly folder: string;
  /** Another name, where there is one recording. */
  readonly name?: string;
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

export interface LabelSummary {
  /** In the order of the inputs. */
  readonly bags: readonly BagSummary[];
}

const namesOf = (
  inputs: readonly string[],
  { name }: LabelOptions,
): ReadonlyMap<string, string> => {
  const [only, ...others] = inputs;
  if (name === undefined || only === undefined) return outputNames(inputs);
  if (others.length > 0)
    throw new SpatialRewardError(
      "usage.flag",
      `--name is for one recording; ${inputs.length} were given`,
    );
  return new Map([[only, name]]);
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

/** failed.json lists the recordings that failed in the latest run; without any there is none. */
const reportFailures = async (folder: string, bags: readonly BagSummary[]): Promise<void> => {
  const path = join(folder, "failed.json");
  const failures = bags.flatMap(({ input, error }) => (error ? [{ input, ...error }] : []));
  await writing(path, () =>
    failures.length === 0
      ? rm(path, { force: true })
      : writeFile(path, `${JSON.stringify(failures, null, 2)}\n`),
  );
};

/**
 * Labels recordings, several at a time. One that fails doesn't keep the others from being labelled: its summary
 * carries the error, and failed.json lists it.
 * @throws SpatialRewardError usage.argument, usage.flag, task.vocabulary, output.write for the folder itself, interrupted
 */
export const labelBags = async (options: LabelOptions): Promise<LabelSummary> => {
  const { folder, jobs, signal, settings, origin } = options;
  const inputs = (await Promise.all(options.inputs.map(sourcesAt))).flat();
  const names = namesOf(inputs, options);
  if (origin.kind === "model") {
    requireVocabulary(settings.task, origin.backend);
    options.onUnderstood?.(understoodOf(settings.task, origin.backend));
  }
  await writing(folder, () => mkdir(folder, { recursive: true }));
  const queue = new PQueue({ concurrency: jobs });
  const one = async (input: string): Promise<BagSummary> => {
    const output = join(folder, names.get(input) ?? sourceName(input));
    const summary = await attempt(input, output, options);
    options.onEnd(summary);
    return summary;
  };
  const bags = await queue.addAll(inputs.map((input) => () => one(input)));
  signal.throwIfAborted();
  await reportFailures(folder, bags);
  return { bags };
};

const named = (input: string, { code, message }: Failure): Failure => ({
  code,
  message: `${input}: ${message}`,
});

const attempt = async (
  input: string,
  output: string,
  { settings, origin, overwrite = false, signal, onProgress, onRemark }: LabelOptions,
): Promise<BagSummary> => {
  try {
    signal.throwIfAborted();
    const summary = await labelBag({
      input,
      output,
      overwrite,
      settings,
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
