import { counted } from "../core/index.js";
import { checkExport, type ExportCheck, formatNamed, runExport } from "../export/index.js";
import { needed } from "./arguments.js";
import type { ExportChoices } from "./export-flags.js";
import { exportProse, exportSettings } from "./export-settings.js";
import { createProgress } from "./progress.js";
import type { Terminal } from "./terminal.js";
import { jsonDocument } from "./verb.js";

/** As commander gives them. */
export interface ExportFlags extends ExportChoices {
  readonly format?: string;
  readonly output?: string;
  readonly overwrite?: boolean;
  readonly source: readonly string[];
  readonly json?: boolean;
}

export const runExportVerb = async (
  inputs: readonly string[],
  flags: ExportFlags,
  terminal: Terminal,
): Promise<void> => {
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
      settings: exportSettings(flags, flags.source, terminal.version),
      signal: terminal.signal,
      onEpisode: (done, total) => progress.update(output, done, total),
    });
    progress.stop();
    terminal.out(flags.json === true ? jsonDocument(summary) : exportProse(summary));
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
