import { mkdir } from "node:fs/promises";
import { dirname, resolve, sep } from "node:path";
import { performance } from "node:perf_hooks";
import { type BagReader, exists, writing } from "../bag/index.js";
import { failureOf, SpatialRewardError } from "../core/index.js";
import { openSource } from "../source/index.js";
import { claim } from "./claim.js";
import { fingerprint } from "./fingerprint.js";
import { type BagJob, cameraOf } from "./job.js";
import { makeOutput } from "./make-output.js";
import { madeFrom } from "./provenance.js";
import type { LabelResult } from "./result.js";
import { isLabelTopic } from "./settings.js";
import { requireSignal } from "./signal.js";
import { requireStoredFacts } from "./stored-frames.js";
import { type BagSummary, finishedResult } from "./summary.js";

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
    const { rate } = job.settings;
    const reader = await openSource(job.input, rate === undefined ? {} : { rate });
    try {
      return await labelled(asWritten(job, reader), reader, started);
    } finally {
      await reader.close();
    }
  } catch (thrown) {
    throw named(job.input, thrown);
  }
};

/** What is no recording can't be written again with labels in it: they are written apart. */
const asWritten = (job: BagJob, { parts }: BagReader): BagJob =>
  parts.length > 0 ? job : { ...job, settings: { ...job.settings, sidecar: true } };

/** Before a model has been asked for hours. */
const refuseLabelled = ({ topics }: BagReader): void => {
  const ours = topics.map(({ name }) => name).filter(isLabelTopic);
  if (ours.length === 0) return;
  throw new SpatialRewardError(
    "bag.topic-clash",
    `already has ${ours.join(" and ")}: --from-facts recomputes its rewards, --sidecar writes new ones apart`,
  );
};

/** What is made must not take the place of what is read. */
const refuseInside = ({ input, output }: BagJob): void => {
  if (!`${resolve(input)}${sep}`.startsWith(`${resolve(output)}${sep}`)) return;
  throw new SpatialRewardError(
    "output.exists",
    `${input} lies where its own output would be, ${output}; choose another -o or --name`,
  );
};

/** Works on an output that no other process works on meanwhile. */
const alone = async <T>(job: BagJob, work: (job: BagJob) => Promise<T>): Promise<T> => {
  const folder = dirname(job.output);
  await writing(folder, () => mkdir(folder, { recursive: true }));
  const { lost, release } = await claim(job.output);
  try {
    return await work({ ...job, signal: AbortSignal.any([job.signal, lost]) });
  } catch (thrown) {
    throw lost.aborted ? lost.reason : thrown;
  } finally {
    await release();
  }
};

const labelled = async (job: BagJob, reader: BagReader, started: number): Promise<BagSummary> => {
  const { input, output, settings, origin } = job;
  refuseInside(job);
  if (origin.kind === "stored") requireStoredFacts(reader);
  else if (!settings.sidecar) refuseLabelled(reader);
  await requireSignal(reader, settings.task.signal);
  const camera = cameraOf(reader, job);
  const prints = await fingerprint(reader.files);
  const depth = camera?.depth?.image.name;
  const topics = { camera: camera?.image.name ?? "", ...(depth !== undefined && { depth }) };
  const made = madeFrom(prints, settings, origin, topics);
  const summaryOf = (result: LabelResult, fresh: number): BagSummary => {
    const seconds = (performance.now() - started) / 1000;
    return { input, output, ...result, seconds, framesPerSecond: fresh / seconds };
  };
  const finished = async (): Promise<BagSummary | undefined> => {
    const whole = (await exists(output)) ? await finishedResult(output, made, job) : undefined;
    return whole && { ...summaryOf(whole, 0), skipped: true };
  };
  const make = async (one: BagJob): Promise<BagSummary> => {
    const { result, fresh } = await makeOutput(one, reader, camera, made);
    return summaryOf(result, fresh);
  };
  // Another process may have made it whole until it was ours.
  return (await finished()) ?? alone(job, async (one) => (await finished()) ?? make(one));
};
