import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import PQueue from "p-queue";
import { writing } from "../bag/index.js";
import { type Failure, failureOf, groupBy, SpatialRewardError } from "../core/index.js";
import { sourceName, sourcesAt } from "../source/index.js";
import type { BagJob } from "./job.js";
import { labelBag } from "./label-bag.js";
import type { BagSummary } from "./summary.js";

export interface LabelOptions extends Pick<BagJob, "settings" | "origin" | "signal"> {
  readonly inputs: readonly string[];
  /** Each recording gets a folder of its name in it. */
  readonly folder: string;
  /** Recordings that are labelled at once. */
  readonly jobs: number;
  readonly onProgress: (input: string, done: number, total: number | undefined) => void;
  readonly onRemark: (input: string, text: string) => void;
  /** A recording is whole, was whole, or failed. */
  readonly onEnd: (summary: BagSummary) => void;
}

export interface LabelSummary {
  /** In the order of the inputs. */
  readonly bags: readonly BagSummary[];
}

const requireDistinctNames = (inputs: readonly string[]): void => {
  for (const [name, same] of groupBy(inputs, sourceName)) {
    if (same.length > 1) {
      throw new SpatialRewardError(
        "usage.argument",
        `these recordings would be written to the same folder "${name}": ${same.join(", ")}; label them into different -o`,
      );
    }
  }
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
  remarks: [],
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
 * @throws SpatialRewardError usage.argument, output.write for the folder itself, interrupted
 */
export const labelBags = async (options: LabelOptions): Promise<LabelSummary> => {
  const { folder, jobs, signal } = options;
  const inputs = (await Promise.all(options.inputs.map(sourcesAt))).flat();
  requireDistinctNames(inputs);
  await writing(folder, () => mkdir(folder, { recursive: true }));
  const queue = new PQueue({ concurrency: jobs });
  const one = async (input: string): Promise<BagSummary> => {
    const output = join(folder, sourceName(input));
    const summary = await attempt(input, output, options);
    options.onEnd(summary);
    return summary;
  };
  const bags = await queue.addAll(inputs.map((input) => () => one(input)));
  signal.throwIfAborted();
  await reportFailures(folder, bags);
  return { bags };
};

const attempt = async (
  input: string,
  output: string,
  { settings, origin, signal, onProgress, onRemark }: LabelOptions,
): Promise<BagSummary> => {
  try {
    signal.throwIfAborted();
    return await labelBag({
      input,
      output,
      settings,
      origin,
      signal,
      onProgress: (done, total) => onProgress(input, done, total),
      onRemark: (text) => onRemark(input, text),
    });
  } catch (thrown) {
    if (signal.aborted || !(thrown instanceof SpatialRewardError)) throw thrown;
    return failed(input, output, failureOf(thrown, thrown.code));
  }
};
