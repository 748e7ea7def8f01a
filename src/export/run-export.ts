import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { exists, stage, writing } from "../bag/index.js";
import { createTally, SpatialRewardError } from "../core/index.js";
import type { ExportData } from "./episode.js";
import type { Format, Problem } from "./format.js";
import { formats } from "./formats.js";
import { gather } from "./gather.js";
import { labelledAt, sourceFinder } from "./labelled.js";
import {
  type ExportOrigin,
  exportFile,
  finishedExport,
  originOf,
  refuseForeign,
  type StoredExport,
} from "./origin.js";
import { openRecording, type Recording } from "./recording.js";
import type { ExportSettings } from "./settings.js";

export interface ExportOptions {
  /** Outputs of `label`, or folders with some in them. */
  readonly inputs: readonly string[];
  readonly output: string;
  /** An export in its place is made anew. */
  readonly overwrite: boolean;
  /** One that is whole is left alone, one of other labels is made anew. */
  readonly resume?: boolean;
  readonly format: Format;
  readonly settings: ExportSettings;
  readonly signal: AbortSignal;
  readonly onEpisode: (done: number, total: number) => void;
}

/** What `export --json` says: steps are frames that are shown, the last of each episode included. */
export interface ExportSummary extends Omit<StoredExport, "version" | "madeFrom"> {
  readonly output: string;
  /** It was whole already. */
  readonly skipped?: boolean;
}

const summaryOf = (
  { format, output }: ExportOptions,
  recordings: readonly Recording[],
  { fps, episodes, stateNames, actionNames }: ExportData,
  reasons: ExportSummary["reasons"],
): ExportSummary => {
  const discounts = new Map(episodes.map(({ task, discount }) => [task.text, discount]));
  return {
    format: format.name,
    output,
    fps,
    recordings: recordings.length,
    episodes: episodes.length,
    steps: episodes.reduce((sum, { steps }) => sum + steps.length, 0),
    successes: episodes.filter(({ transitions }) => transitions.at(-1)?.terminated).length,
    discounts: [...discounts].map(([task, discount]) => ({ task, discount })),
    ...(stateNames && { stateNames: [...stateNames] }),
    ...(actionNames && { actionNames: [...actionNames] }),
    reasons,
  };
};

/** Before hours of work. @throws SpatialRewardError output.exists */
const refuseExisting = async ({ output, overwrite }: ExportOptions): Promise<void> => {
  if (!(await exists(output))) return;
  if (!overwrite)
    throw new SpatialRewardError(
      "output.exists",
      `${output}: exists already; choose another -o, or make it anew with --overwrite`,
    );
  await refuseForeign(output);
};

/** @throws SpatialRewardError usage.flag for a format that needs what isn't mapped */
export const refuseLacking = (
  { format, settings }: Pick<ExportOptions, "format" | "settings">,
  flag = "--format",
): void => {
  const lacking = format.needs.filter((each) => settings[each].length === 0);
  if (lacking.length === 0) return;
  throw new SpatialRewardError(
    "usage.flag",
    `${flag} ${format.name} needs ${lacking.map((each) => `--${each} TOPIC`).join(" and ")}`,
  );
};

const write = async (
  options: ExportOptions,
  recordings: readonly Recording[],
  madeFrom: ExportOrigin,
): Promise<ExportSummary> => {
  const { format, output, settings, signal, onEpisode } = options;
  const tally = createTally();
  const data = await gather(recordings, settings, tally);
  const staging = await stage(output, {
    folder: true,
    replace: options.overwrite || options.resume === true,
  });
  try {
    const total = data.episodes.length;
    const job = { data, settings, tally, signal, onEpisode: (n: number) => onEpisode(n, total) };
    await writing(output, () => format.write(staging.path, job));
    const summary = summaryOf(options, recordings, data, [...tally.reasons()]);
    const about = { version: settings.version, ...summary, output: undefined, madeFrom };
    await writeFile(join(staging.path, exportFile), `${JSON.stringify(about, null, 2)}\n`);
    signal.throwIfAborted();
    await staging.commit();
    return summary;
  } catch (thrown) {
    await staging.discard();
    throw thrown;
  }
};

/**
 * Writes what trainers take from what `label` has made; all of it, or nothing.
 * @throws SpatialRewardError export.*, output.*, bag.*, message.*, interrupted
 */
export const runExport = async (options: ExportOptions): Promise<ExportSummary> => {
  refuseLacking(options);
  const { inputs, output, overwrite, settings, resume = false, signal } = options;
  if (!resume) await refuseExisting(options);
  const all = await labelledAt(inputs);
  const madeFrom = originOf(all, settings);
  if (resume) {
    const { version } = settings;
    const stored = await finishedExport(output, madeFrom, { version, overwrite });
    if (stored) {
      const { version: _, madeFrom: __, ...told } = stored;
      return { ...told, output, skipped: true };
    }
  }
  const sourceOf = await sourceFinder(settings.sources);
  const recordings: Recording[] = [];
  try {
    for (const labelled of all) {
      signal.throwIfAborted();
      recordings.push(await openRecording(labelled, sourceOf));
    }
    return await write(options, recordings, madeFrom);
  } finally {
    for (const { close } of recordings) await close();
  }
};

export interface ExportCheck {
  readonly path: string;
  readonly format: string;
  readonly problems: readonly Problem[];
}

/** What a loader would trip over. @throws SpatialRewardError export.format for what is no export */
export const checkExport = async (path: string): Promise<ExportCheck> => {
  for (const format of formats)
    if (await format.isIn(path))
      return { path, format: format.name, problems: await format.check(path) };
  throw new SpatialRewardError(
    "export.format",
    `${path}: holds none of the formats that are known: ${formats.map(({ name }) => name).join(", ")}`,
  );
};
