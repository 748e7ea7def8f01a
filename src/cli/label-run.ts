import { type EvidenceKind, SpatialRewardError } from "../core/index.js";
import {
  type BagSummary,
  bagName,
  type FactOrigin,
  type LabelSettings,
  type LabelSummary,
  labelBags,
  outputNames,
  parseEpisodeSplit,
} from "../label/index.js";
import { type Backend, type BackendUsage, type Precision, requireSight } from "../vlm/index.js";
import { needed } from "./arguments.js";
import { type BackendFlags, openFromFlags } from "./backend-flags.js";
import type { ExportChoices } from "./export-flags.js";
import { exportProse } from "./export-settings.js";
import { errorLine } from "./failure.js";
import { exportLabels, plannedExports } from "./label-exports.js";
import { labelProse } from "./label-prose.js";
import { probeSeed } from "./probe-seed.js";
import { createProgress } from "./progress.js";
import { readStaticTf } from "./read-static-tf.js";
import { readTask } from "./read-task.js";
import type { Terminal } from "./terminal.js";
import { jsonDocument } from "./verb.js";

/** As commander gives them. */
export interface LabelFlags extends BackendFlags, ExportChoices {
  readonly task?: string;
  readonly output?: string;
  readonly name?: string;
  readonly overwrite?: boolean;
  readonly precision: Precision;
  readonly camera?: string;
  readonly rate?: number;
  readonly fov?: number;
  readonly pitch?: number;
  readonly staticTf?: string;
  readonly evidence?: readonly EvidenceKind[];
  readonly episodes?: string;
  readonly fromFacts?: boolean;
  readonly sidecar?: boolean;
  readonly csv?: boolean;
  readonly export: readonly string[];
  readonly probe: boolean;
  readonly jobs: number;
  readonly json?: boolean;
}

/** A folder in the output, and nowhere else. */
const checkedName = (name: string): string => {
  if (/^[^/\\\0]+$/.test(name) && name !== "." && name !== ".." && name.trim() === name)
    return name;
  throw new SpatialRewardError(
    "usage.argument",
    `--name: must be the name of a folder, without "/"; got "${name}"`,
  );
};

const settingsOf = async (flags: LabelFlags, version: string): Promise<LabelSettings> => {
  const { camera, rate, fov, pitch, evidence, episodes, staticTf } = flags;
  return {
    task: await readTask(needed(flags.task, "--task FILE")),
    version,
    csv: flags.csv === true,
    sidecar: flags.sidecar === true,
    ...(camera === undefined ? {} : { camera }),
    ...(rate === undefined ? {} : { rate }),
    ...(fov === undefined ? {} : { fov }),
    ...(pitch === undefined ? {} : { pitch }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(staticTf === undefined ? {} : { staticTransforms: await readStaticTf(staticTf) }),
    ...(episodes === undefined ? {} : { episodes: await parseEpisodeSplit(episodes) }),
  };
};

/** What a run has done, and what its model took for it. */
export interface LabelledRun extends LabelSummary {
  readonly usage?: BackendUsage;
}

/** A model that sees nothing is not asked about a recording; a server that can't be asked now is asked before its frames. */
const lookFirst = async (backend: Backend, { signal, logger }: Terminal): Promise<void> => {
  const sight = await requireSight(backend, probeSeed(), signal);
  if (sight?.kind === "unknown")
    logger.warn({}, `whether the model sees could not be tried: ${sight.failure.message}`);
};

/** The model is opened once for all recordings, and not at all where facts are stored. */
const withOrigin = async (
  flags: LabelFlags,
  terminal: Terminal,
  work: (origin: FactOrigin) => Promise<LabelSummary>,
): Promise<LabelledRun> => {
  if (flags.fromFacts === true) return work({ kind: "stored" });
  const { precision } = flags;
  const backend = await openFromFlags(flags, terminal);
  try {
    if (flags.probe) await lookFirst(backend, terminal);
    const summary = await work({ kind: "model", backend, precision });
    const usage = backend.usage?.();
    return { ...summary, ...(usage && { usage }) };
  } finally {
    await backend.close();
  }
};

/** Wrong usage only if nothing else went wrong. */
const exitCodeOf = (bags: readonly BagSummary[]): number => {
  const codes = bags.flatMap(({ error }) =>
    error ? [new SpatialRewardError(error.code, error.message).exitCode] : [],
  );
  if (codes.length === 0) return 0;
  return codes.every((code) => code === 2) ? 2 : 1;
};

/** Labels, prints what came of it and sets the exit code. */
export const runLabel = async (
  inputs: readonly string[],
  flags: LabelFlags,
  terminal: Terminal,
): Promise<void> => {
  const folder = needed(flags.output, "-o DIR");
  const name = flags.name === undefined ? {} : { name: checkedName(flags.name) };
  const settings = await settingsOf(flags, terminal.version);
  const planned = plannedExports(inputs, flags, terminal.version);
  const names = outputNames(inputs);
  const shown = (input: string): string => names.get(input) ?? bagName(input);
  const progress = createProgress(terminal);
  const { jobs } = flags;
  try {
    const summary = await withOrigin(flags, terminal, (origin) =>
      labelBags({
        inputs,
        folder,
        ...name,
        overwrite: flags.overwrite === true,
        jobs,
        settings,
        origin,
        signal: terminal.signal,
        onProgress: (input, done, total) => progress.update(shown(input), done, total),
        onRemark: (input, text) => progress.say(`note: ${shown(input)}: ${text}\n`),
        onEnd: ({ input, error }) => {
          progress.end(shown(input));
          if (error) progress.say(errorLine(error.code, error.message));
        },
      }),
    );
    progress.stop();
    const asJson = flags.json === true;
    if (!asJson) terminal.out(labelProse(summary));
    const exports = await exportLabels(planned, flags, summary.bags, terminal);
    const document = planned.formats.length > 0 ? { ...summary, exports } : summary;
    terminal.out(asJson ? jsonDocument(document) : exports.map(exportProse).join(""));
    terminal.exit(exitCodeOf(summary.bags));
  } finally {
    progress.stop();
  }
};
