import { join } from "node:path";
import { mergeLabelled } from "../batch/index.js";
import { type EvidenceKind, SpatialRewardError } from "../core/index.js";
import type { ExportSummary } from "../export/index.js";
import {
  type BagSummary,
  bagName,
  type FactOrigin,
  type LabelSettings,
  type LabelSummary,
  labelPlanned,
  parseEpisodeSplit,
} from "../label/index.js";
import type { Task } from "../reward/index.js";
import {
  type Backend,
  type BackendUsage,
  type Precision,
  requireSight,
  understoodText,
} from "../vlm/index.js";
import { needed } from "./arguments.js";
import { type BackendFlags, openFromFlags } from "./backend-flags.js";
import type { ExportChoices } from "./export-flags.js";
import { exportProse } from "./export-settings.js";
import { errorLine } from "./failure.js";
import { exportLabels, plannedExports } from "./label-exports.js";
import { planLabel, requireRecordings } from "./label-plan.js";
import { labelProse } from "./label-prose.js";
import { probeSeed } from "./probe-seed.js";
import { createProgress } from "./progress.js";
import { readStaticTf } from "./read-static-tf.js";
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
  readonly manifest?: string;
  readonly shard?: string;
  readonly json?: boolean;
}

const settingsOf = async (
  flags: LabelFlags,
  task: Task,
  version: string,
): Promise<LabelSettings> => {
  const { camera, rate, fov, pitch, evidence, episodes, staticTf } = flags;
  return {
    task,
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
  /** The file that lists what failed. */
  readonly failures: string;
  /** The page of all recordings, where there are several. */
  readonly page?: string;
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
): Promise<Omit<LabelledRun, "failures" | "page">> => {
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

/** Several recordings get a page of all; of an array's parts, `label merge` makes it of all at once. */
const overviewPage = async (
  folder: string,
  { bags }: LabelSummary,
  { shard }: LabelFlags,
): Promise<string | undefined> => {
  const whole = bags.filter(({ error }) => error === undefined || error.code === "label.nothing");
  if (shard !== undefined || bags.length < 2 || whole.length === 0) return undefined;
  await mergeLabelled(folder);
  return join(folder, "index.html");
};

/** Labels, prints what came of it and sets the exit code. */
export const runLabel = async (
  inputs: readonly string[],
  flags: LabelFlags,
  terminal: Terminal,
): Promise<void> => {
  requireRecordings(inputs, flags);
  const folder = needed(flags.output, "-o DIR");
  const { recordings, sources, task, failures } = await planLabel(inputs, flags, terminal);
  const settings = await settingsOf(flags, task, terminal.version);
  const names = new Map(recordings.map(({ input, name }) => [input, name]));
  const planned = plannedExports(sources, flags, terminal.version);
  const shown = (input: string): string => names.get(input) ?? bagName(input);
  const progress = createProgress(terminal);
  const { jobs } = flags;
  try {
    const summary = await withOrigin(flags, terminal, (origin) =>
      labelPlanned(recordings, {
        folder,
        failures,
        overwrite: flags.overwrite === true,
        jobs,
        settings,
        origin,
        signal: terminal.signal,
        onProgress: (input, done, total) => progress.update(shown(input), done, total),
        onUnderstood: (understood) => {
          for (const each of understood) progress.say(`note: ${understoodText(each)}\n`);
        },
        onRemark: (input, text) => progress.say(`note: ${shown(input)}: ${text}\n`),
        onEnd: ({ input, error }) => {
          progress.end(shown(input));
          if (error) progress.say(errorLine(error.code, error.message));
        },
      }),
    );
    progress.stop();
    const page = await overviewPage(folder, summary, flags);
    const run = { ...summary, failures, ...(page === undefined ? {} : { page }) };
    const asJson = flags.json === true;
    if (!asJson) terminal.out(labelProse(run));
    let exports: readonly ExportSummary[] | undefined;
    try {
      if (planned.formats.length > 0)
        exports = await exportLabels(planned, flags, summary.bags, terminal);
    } finally {
      // What was labelled is told though an export fails.
      if (asJson) terminal.out(jsonDocument({ ...summary, ...(exports && { exports }) }));
    }
    if (!asJson) terminal.out((exports ?? []).map(exportProse).join(""));
    terminal.exit(exitCodeOf(summary.bags));
  } finally {
    progress.stop();
  }
};
