import { rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type BagReader, exists, writing } from "../bag/index.js";
import { understoodOf } from "../pipeline/index.js";
import type { Task } from "../reward/index.js";
import { understoodText } from "../vlm/index.js";
import type { Camera } from "./camera.js";
import type { BagJob } from "./job.js";
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
import { type MadeFrom, provenanceRecord, storedOrigin } from "./provenance.js";
import type { LabelResult } from "./result.js";
import { valueFrames } from "./row.js";
import { signedFrames } from "./signed-frames.js";
import { writeSummary } from "./summary.js";
import { truthFinder } from "./truth-finder.js";
import { withoutLabels } from "./without-labels.js";

const notRecorded = (camera: string): string =>
  `the recording lacks the task's camera ${camera}: it adds nothing`;

/** Numbers that may differ from those of the labelling that stored the facts are told as such. */
const lessTrust = ({ minTrust, successTrust }: Task): readonly string[] => {
  const wanted = [
    ...(minTrust > 0 ? ["min_trust"] : []),
    ...(successTrust > 0 ? ["success_trust"] : []),
  ];
  return wanted.length === 0
    ? []
    : [
        `stored facts tell neither novelty nor refused sources nor the camera's pose: ${wanted.join(" and ")} may count frames otherwise than when they were labelled`,
      ];
};

const observed = async (
  job: BagJob,
  parts: ObservedParts,
): Promise<Observed & { readonly remarks: readonly string[] }> => {
  const { origin } = job;
  if (origin.kind === "model" && parts.camera) {
    const asked = await askedFrames(origin, parts.camera, parts);
    await requireReadable(asked).catch(async (thrown: unknown) => {
      // Nothing that a second run could go on with.
      await rm(parts.work, { recursive: true, force: true });
      throw thrown;
    });
    const missing = parts.camera.missing ?? [];
    return { ...asked, remarks: missing.map(notRecorded) };
  }
  const stored = await rememberedFrames(parts);
  const { task } = job.settings;
  const missing = await missingFacts(stored.frames(), task.needs);
  const lacks = missing.map((key) => `the recording has no facts for ${key}`);
  return { ...stored, remarks: [...lacks, ...lessTrust(task)] };
};

/** What the task's names were understood as: told once of a run, and in the report of each recording. */
const understandings = ({ origin, settings }: BagJob): readonly string[] =>
  origin.kind === "model" ? understoodOf(settings.task, origin.backend).map(understoodText) : [];

/** An output that is replaced stays whole until the new one is; `finishedResult` has looked whose it is. */
const moveAway = async (output: string, to: string): Promise<void> => {
  if (!(await exists(output))) return;
  await rm(to, { recursive: true, force: true });
  await rename(output, to);
};

/** Makes everything under a name of its own, which becomes the output's in one step. */
export const makeOutput = async (
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
  const frames = await observed(job, {
    reader,
    ...(camera ? { camera } : {}),
    settings,
    madeFrom: made,
    work,
    signal,
    onMessage: () => onProgress(++done, total),
  });
  for (const text of frames.remarks) onRemark(text);
  const remarks = [...understandings(job), ...frames.remarks];
  // All of it once the recording's messages have been read.
  const signed = await signedFrames(frames.frames, reader, settings.task);
  const reasons = [...reader.remarks, ...frames.reasons, ...signed.reasons];
  const provenance = provenanceRecord(made, settings, storedOrigin(reader));
  const result = await writeOutputs({
    folder,
    source: origin.kind === "stored" ? withoutLabels(reader) : reader,
    task: settings.task,
    csv: settings.csv,
    sidecar: settings.sidecar,
    rows: valueFrames(signed.frames(), settings.task, truthFinder(reader, settings.task)),
    frames: frames.count,
    pictures: frames.pictures,
    provenance,
    facts: { title: basename(job.input), task: settings.task, provenance, remarks, reasons },
    signal,
  });
  for (const text of result.remarks.slice(remarks.length)) onRemark(text);
  await writeSummary(folder, settings.version, made, result);
  signal.throwIfAborted();
  await writing(output, async () => {
    if (job.overwrite) await moveAway(output, join(work, "replaced"));
    await rename(folder, output);
    await rm(work, { recursive: true });
  });
  return { result, fresh: frames.fresh };
};
