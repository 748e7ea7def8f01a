import { SpatialRewardError } from "../core/index.js";
import {
  type BenchmarkReport,
  benchmarkNamed,
  benchmarkRemarks,
  benchmarkTable,
  runBenchmark,
} from "../eval/index.js";
import type { Backend } from "../vlm/index.js";
import { openFromFlags } from "./backend-flags.js";
import type { EvalFlags } from "./eval-run.js";
import { createProgress } from "./progress.js";
import { textTable } from "./table.js";
import type { Terminal } from "./terminal.js";
import { jsonDocument } from "./verb.js";

const prose = (report: BenchmarkReport): string => {
  const { head, rows } = benchmarkTable(report);
  return [textTable(head, rows), ...benchmarkRemarks(report).map((text) => `${text}\n`)].join("\n");
};

/** Runs `eval --benchmark`. */
export const runBenchmarkVerb = async (
  sources: readonly string[],
  flags: EvalFlags & { readonly benchmark: string },
  terminal: Terminal,
): Promise<void> => {
  const benchmark = benchmarkNamed(flags.benchmark);
  if (flags.html !== undefined || flags.output !== undefined)
    throw new SpatialRewardError("usage.flag", "--benchmark has no page; --json prints its report");
  const [path, ...more] = sources;
  if (path === undefined || more.length > 0)
    throw new SpatialRewardError("usage.argument", "--benchmark takes one file or folder");
  const progress = createProgress(terminal);
  let backend: Backend | undefined;
  try {
    const report = await runBenchmark(benchmark, {
      path,
      backend: async () => {
        backend = await openFromFlags(flags, terminal);
        return backend;
      },
      signal: terminal.signal,
      onProgress: (done, total) => progress.update("eval", done, total),
    });
    progress.stop();
    terminal.out(flags.json === true ? jsonDocument(report) : prose(report));
  } finally {
    progress.stop();
    await backend?.close();
  }
};
