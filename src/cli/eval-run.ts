import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { reasonOf, SpatialRewardError } from "../core/index.js";
import {
  type EvalReport,
  type Evaluation,
  evaluationPage,
  headingOf,
  runEval,
  type SuccessRule,
  sentencesOf,
  successRules,
  tablesOf,
} from "../eval/index.js";
import { type Backend, tellerOf, tellingUnderstood } from "../vlm/index.js";
import { type BackendFlags, openFromFlags } from "./backend-flags.js";
import type { LiveFlags } from "./eval-live.js";
import { createProgress } from "./progress.js";
import { textTable } from "./table.js";
import type { Terminal } from "./terminal.js";
import { jsonDocument } from "./verb.js";

/** As commander gives them. */
export interface EvalFlags extends BackendFlags, Omit<LiveFlags, "live"> {
  readonly live?: LiveFlags["live"];
  readonly success?: string;
  readonly threshold?: number;
  readonly motion?: string;
  readonly others?: boolean;
  readonly hold: number;
  readonly falsePositives: number;
  readonly html?: string;
  readonly output?: string;
  readonly json?: boolean;
}

const ruleOf = (given: string | undefined): { readonly rule?: SuccessRule } => {
  if (given === undefined) return {};
  const rule = successRules.find((name) => name === given);
  if (rule) return { rule };
  throw new SpatialRewardError(
    "usage.flag",
    `--success: must be one of ${successRules.join(", ")}; got "${given}"`,
  );
};

/** A threshold is of one rule: in metres of distance, or of height; of a height less a distance it can be below 0. */
const successOf = ({ success, threshold, hold, falsePositives }: EvalFlags) => {
  const rule = ruleOf(success);
  if (threshold !== undefined && rule.rule === undefined) {
    throw new SpatialRewardError("usage.flag", "--threshold needs the --success rule it is for");
  }
  if (threshold !== undefined && threshold <= 0 && rule.rule !== "carried") {
    throw new SpatialRewardError(
      "usage.flag",
      `--threshold: must be greater than 0 for ${rule.rule}; got ${threshold}`,
    );
  }
  return {
    ...rule,
    ...(threshold !== undefined && { threshold }),
    hold,
    mostFalse: falsePositives,
  };
};

const save = async (path: string, text: string): Promise<void> => {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (cause) {
    throw new SpatialRewardError("output.write", `${path}: can't be written: ${reasonOf(cause)}`, {
      cause,
    });
  }
};

const writeFiles = async (evaluation: Evaluation, { html, output }: EvalFlags): Promise<void> => {
  const pages = [html, output && join(output, "report.html")].filter((path) => path !== undefined);
  if (pages.length > 0) {
    const page = await evaluationPage(evaluation);
    for (const path of pages) await save(path, page);
  }
  if (output) await save(join(output, "report.json"), jsonDocument(evaluation.report));
};

const prose = (report: EvalReport): string =>
  [
    `${headingOf(report)}\n`,
    ...tablesOf(report).map(({ head, rows }) => textTable(head, rows)),
    ...sentencesOf(report).map((sentence) => `${sentence}\n`),
  ].join("\n");

/** Runs `eval` with its flags. */
export const runEvalVerb = async (
  sources: readonly string[],
  flags: EvalFlags,
  terminal: Terminal,
): Promise<void> => {
  const success = successOf(flags);
  const progress = createProgress(terminal);
  let backend: Backend | undefined;
  try {
    const evaluation = await runEval({
      ...success,
      sources,
      ...(flags.motion !== undefined && { motion: flags.motion }),
      others: flags.others === true,
      backend: async () => {
        const opened = await openFromFlags(flags, terminal);
        const tell = tellerOf((text) => progress.say(`note: ${text}\n`));
        backend = tellingUnderstood(opened, tell);
        return backend;
      },
      signal: terminal.signal,
      onProgress: (done, total) => progress.update("eval", done, total),
    });
    progress.stop();
    await writeFiles(evaluation, flags);
    const { report } = evaluation;
    const usage = backend?.usage?.();
    terminal.out(
      flags.json === true ? jsonDocument({ ...report, ...(usage && { usage }) }) : prose(report),
    );
  } finally {
    progress.stop();
    await backend?.close();
  }
};
