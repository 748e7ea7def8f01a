import { counted } from "../core/index.js";
import {
  checkExport,
  type ExportCheck,
  type ExportSummary,
  formatNamed,
  parseSignal,
  runExport,
} from "../export/index.js";
import { needed } from "./arguments.js";
import { createProgress } from "./progress.js";
import type { Terminal } from "./terminal.js";
import { jsonDocument } from "./verb.js";

/** As commander gives them. */
export interface ExportFlags {
  readonly format?: string;
  readonly output?: string;
  readonly overwrite?: boolean;
  readonly state: readonly string[];
  readonly action: readonly string[];
  readonly fps?: number;
  readonly source: readonly string[];
  readonly images: boolean;
  readonly json?: boolean;
}

const prose = ({ output, format, fps, episodes, steps, ...rest }: ExportSummary): string =>
  [
    `${output}: ${format}, ${counted(episodes, "episode")}, ${rest.successes} with success, ${counted(steps, "step")} at ${fps} a second\n`,
    ...rest.discounts.map(
      ({ task, discount }) => `  the trainer's discount must be ${discount.toFixed(6)} (${task})\n`,
    ),
    ...rest.reasons.map(({ what, count }) => `  ${count} ${what}\n`),
  ].join("");

export const runExportVerb = async (
  inputs: readonly string[],
  flags: ExportFlags,
  terminal: Terminal,
): Promise<void> => {
  const { state, action, fps, source, images } = flags;
  const [first] = inputs;
  const format = formatNamed(needed(flags.format, "--format FORMAT"));
  const output = needed(flags.output, "-o DIR");
  needed(first, "a folder that label has made");
  const progress = createProgress(terminal, "episode");
  try {
    const summary = await runExport({
      inputs,
      output,
      overwrite: flags.overwrite === true,
      format,
      settings: {
        state: state.map((each) => parseSignal(each, "--state")),
        action: action.map((each) => parseSignal(each, "--action")),
        ...(fps !== undefined && { fps }),
        sources: source,
        pictures: images,
        version: terminal.version,
      },
      signal: terminal.signal,
      onEpisode: (done, total) => progress.update(output, done, total),
    });
    progress.stop();
    terminal.out(flags.json === true ? jsonDocument(summary) : prose(summary));
  } finally {
    progress.stop();
  }
};

const checkProse = ({ path, format, problems }: ExportCheck): string =>
  [
    `${path}: ${format}, ${problems.length === 0 ? "nothing found" : counted(problems.length, "problem")}\n`,
    ...problems.map(({ file, what }) => `  ${file}: ${what}\n`),
  ].join("");

export const runExportCheck = async (
  path: string,
  { json }: { readonly json?: boolean },
  terminal: Terminal,
): Promise<void> => {
  const check = await checkExport(path);
  terminal.out(json === true ? jsonDocument(check) : checkProse(check));
  if (check.problems.length > 0) terminal.exit(1);
};
