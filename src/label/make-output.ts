import { rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type BagReader, writing } from "../bag/index.js";
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
import { remarksOn } from "./remarks.js";
import type { LabelResult } from "./result.js";
import { valueFrames } from "./row.js";
import { writeSummary } from "./summary.js";
import { truthFinder } from "./truth-finder.js";
import { withoutLabels } from "./without-labels.js";

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
    return { ...asked, remarks: unseen(parts.reader) };
  }
  const stored = await rememberedFrames(parts);
  const missing = await missingFacts(stored.frames(), job.settings.task.needs);
  const remarks = missing.map((key) => `the recording has no facts for ${key}`);
  return { ...stored, remarks };
};

/** What could not be shown, in words. */
const unseen = ({ reasons }: BagReader): readonly string[] =>
  (reasons?.() ?? []).map(({ kind, what, count }) =>
    kind === "truncated" ? what : `${count} × ${what}`,
  );

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
  const known = await remarksOn(reader, camera, job);
  for (const text of known) onRemark(text);
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
  const remarks = [...known, ...frames.remarks];
  const provenance = provenanceRecord(made, settings, storedOrigin(reader));
  const result = await writeOutputs({
    folder,
    source: origin.kind === "stored" ? withoutLabels(reader) : reader,
    task: settings.task,
    csv: settings.csv,
    sidecar: settings.sidecar,
    rows: () => valueFrames(frames.frames(), settings.task),
    rowsWithTruth: () =>
      valueFrames(frames.frames(), settings.task, truthFinder(reader, settings.task)),
    frames: frames.count,
    thumbnails: frames.thumbnails,
    provenance,
    facts: { title: basename(job.input), task: settings.task.text, provenance, remarks },
    signal,
  });
  for (const text of result.remarks.slice(remarks.length)) onRemark(text);
  await writeSummary(folder, made, result);
  signal.throwIfAborted();
  await writing(output, async () => {
    await rename(folder, output);
    await rm(work, { recursive: true });
  });
  return { result, fresh: frames.fresh };
};
