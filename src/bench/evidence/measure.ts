import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Evaluation, type EvidenceScore, runEval, scoreEvidence } from "../../eval/index.js";
import { labelBag } from "../../label/index.js";
import { parseTask } from "../../reward/index.js";
import type { Backend } from "../../vlm/index.js";
import type { RobotRecording } from "./recordings.js";
import { rememberingAnswers } from "./remember.js";
import { type EvidenceRow, evidenceRows } from "./rows.js";

/** A row of the table, and on how many recordings it was measured. */
export interface MeasuredRow extends EvidenceRow, EvidenceScore {
  readonly recordings: number;
}

export interface MeasureOptions {
  readonly backend: Backend;
  /** An empty folder; what is written there is removed again. */
  readonly work: string;
  readonly onRecording?: (name: string) => void;
}

type Evaluated = Pick<Evaluation, "cases" | "traces">;

const nobody = new AbortController().signal;
const noBackend = (): Promise<Backend> => Promise.reject(new Error("labels need no model"));

/** Labels with the row's evidence, then reads what was stored against the truth. */
const evaluated = async (
  { variants }: RobotRecording,
  { evidence, variant }: EvidenceRow,
  { backend, work }: MeasureOptions,
): Promise<Evaluated | undefined> => {
  const paths = variants.get(variant);
  if (paths === undefined) return undefined;
  const output = join(work, "labelled");
  const task = parseTask(await readFile(paths.task, "utf8"), { path: paths.task });
  await labelBag({
    input: paths.bag,
    output,
    settings: { task, evidence, version: "evidence", csv: false, sidecar: false },
    origin: { kind: "model", backend, precision: "auto" },
    signal: nobody,
    onProgress: () => undefined,
    onRemark: () => undefined,
  });
  const options = { sources: [output], backend: noBackend, hold: 0.5, mostFalse: 0 };
  const evaluation = await runEval({ ...options, motion: "take" });
  await rm(output, { recursive: true });
  return evaluation;
};

/** The table: of each row's evidence, how good distances are. Rows without a recording are left out. */
export const measureEvidence = async (
  recordings: readonly RobotRecording[],
  options: MeasureOptions,
): Promise<readonly MeasuredRow[]> => {
  const found = evidenceRows.map((): Evaluated[] => []);
  for (const recording of recordings) {
    const backend = rememberingAnswers(options.backend);
    for (const [at, row] of evidenceRows.entries()) {
      const one = await evaluated(recording, row, { ...options, backend });
      if (one) found[at]?.push(one);
    }
    options.onRecording?.(recording.name);
  }
  return evidenceRows.flatMap((row, at) => {
    const these = found[at] ?? [];
    if (these.length === 0) return [];
    const cases = these.flatMap((one) => one.cases);
    const traces = these.flatMap((one) => one.traces);
    return [{ ...row, recordings: these.length, ...scoreEvidence(cases, traces) }];
  });
};
