import { join, relative } from "node:path";
import { SpatialRewardError } from "../core/index.js";
import {
  type ExportSettings,
  type ExportSummary,
  type Format,
  formatNamed,
  refuseLacking,
  runExport,
} from "../export/index.js";
import type { BagSummary } from "../label/index.js";
import { exportSettings } from "./export-settings.js";
import type { LabelFlags } from "./label-run.js";
import { createProgress } from "./progress.js";
import type { Terminal } from "./terminal.js";

/** Exports lie in it, a folder each, beside the labelled recordings. */
const exportsName = "exports";

/** What is to be exported once everything is labelled. */
export interface PlannedExports {
  readonly formats: readonly Format[];
  readonly settings: ExportSettings;
}

/**
 * Looked at before hours of labelling.
 * @throws SpatialRewardError export.format, usage.flag, usage.argument
 */
export const plannedExports = (
  inputs: readonly string[],
  flags: LabelFlags,
  version: string,
): PlannedExports => {
  const formats = [...new Set(flags.export)].map((each) => formatNamed(each, "--export"));
  const settings = exportSettings(flags, inputs, version);
  for (const format of formats) refuseLacking({ format, settings }, "--export");
  const { state, action, fps, images } = flags;
  const given = [
    ...(state.length > 0 ? ["--state"] : []),
    ...(action.length > 0 ? ["--action"] : []),
    ...(fps === undefined ? [] : ["--fps"]),
    ...(images ? [] : ["--no-images"]),
  ];
  if (formats.length === 0 && given.length > 0)
    throw new SpatialRewardError("usage.flag", `${given.join(", ")}: needs --export FORMAT`);
  if (formats.length > 0 && flags.shard !== undefined)
    throw new SpatialRewardError(
      "usage.flag",
      "--export: of a part (--shard) there is no data set; export what all parts have labelled",
    );
  return { formats, settings };
};

/** A recording of that name would lie where exports go. @throws SpatialRewardError output.exists */
const refuseClash = (folder: string, outputs: readonly string[]): void => {
  const clash = outputs.find((each) => relative(folder, each).split(/[/\\]/)[0] === exportsName);
  if (clash === undefined) return;
  throw new SpatialRewardError(
    "output.exists",
    `${clash}: lies where exports go; export it with the verb export, or label it under another --name`,
  );
};

/**
 * Exports what has been labelled, but for recordings that failed. An export that is whole is left alone, one of other
 * labels is made anew.
 * @throws SpatialRewardError export.*, output.*, bag.*, message.*, interrupted
 */
export const exportLabels = async (
  { formats, settings }: PlannedExports,
  { output: folder = "", overwrite = false }: LabelFlags,
  bags: readonly BagSummary[],
  terminal: Terminal,
): Promise<readonly ExportSummary[]> => {
  const inputs = bags.flatMap(({ error, output }) => (error ? [] : [output]));
  if (inputs.length === 0) return [];
  if (formats.length > 0) refuseClash(folder, inputs);
  const progress = createProgress(terminal, "episode");
  const all: ExportSummary[] = [];
  try {
    for (const format of formats) {
      const output = join(folder, exportsName, format.name);
      const { signal } = terminal;
      const onEpisode = (done: number, total: number) => progress.update(output, done, total);
      const resume = true;
      all.push(
        await runExport({ inputs, output, overwrite, resume, format, settings, signal, onEpisode }),
      );
      progress.end(output);
    }
    return all;
  } finally {
    progress.stop();
  }
};
