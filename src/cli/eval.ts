import { SpatialRewardError } from "../core/index.js";
import type {
  EvalReport,
  LengthScore,
  PredicateScore,
  QuestionScores,
  TrajectoryReport,
} from "../eval/index.js";
import { openBackend } from "../vlm/index.js";
import { positive } from "./arguments.js";
import { centimetres, decimals, percent, textTable } from "./table.js";
import { examples, jsonDocument, type Verb } from "./verb.js";

interface EvalFlags {
  readonly backend: string;
  readonly hold: number;
  readonly threshold?: number;
  readonly json?: boolean;
  readonly live?: number | true;
  readonly facts: string;
}

const lengthRow = (relation: string, score: LengthScore): string[] => [
  relation,
  String(score.asked),
  percent(score.answered),
  centimetres(score.mae),
  decimals(score.medianRelative),
  decimals(score.sayingTheMean.medianRelative),
  percent(score.within["90-110"]),
  percent(score.within["75-125"]),
  percent(score.within["50-200"]),
  percent(score.coverage["50"]),
  percent(score.coverage["90"]),
];

const predicateRow = (relation: string, score: PredicateScore): string[] => [
  relation,
  String(score.asked),
  percent(score.answered),
  percent(score.accuracy),
  percent(score.sayingTheCommonest),
];

const questionTables = ({ lengths, predicates }: QuestionScores): string => {
  const head = ["length", "asked", "answered", "MAE", "median rel.", "of the mean"];
  const bands = ["±10 %", "±25 %", "50–200 %", "in 50 %", "in 90 %"];
  return [
    textTable(
      [...head, ...bands],
      Object.entries(lengths).map((row) => lengthRow(...row)),
    ),
    textTable(
      ["relation", "asked", "answered", "right", "commonest"],
      Object.entries(predicates).map((row) => predicateRow(...row)),
    ),
  ].join("\n");
};

const trajectoryText = (report: TrajectoryReport): string => {
  const { success } = report;
  const chosen = report.thresholdChosenHere ? "chosen on these episodes" : "given";
  return [
    `${report.episodes} episodes: median Spearman ${decimals(report.medianSpearman)}, success AUC ${decimals(report.successAuc)}`,
    `success: closer than ${centimetres(success.threshold)} (${chosen}) for ${report.hold} s:` +
      ` ${percent(success.truePositiveRate)} of successes, ${percent(success.falsePositiveRate)} of failures`,
    ...Object.entries(success.falsePositives).map(
      ([outcome, { judged, of }]) => `  ${outcome}: ${judged} of ${of} judged a success`,
    ),
    "",
  ].join("\n");
};

const prose = ({ backend, images, questions, trajectories }: EvalReport): string =>
  [
    `${backend.name} ${backend.version} on ${images} images\n`,
    ...(questions ? [questionTables(questions)] : []),
    ...(trajectories ? [trajectoryText(trajectories)] : []),
  ].join("\n");

const nothingGiven = "missing argument 'data': data sets, or --live with a running node";

/** Measures a backend against data whose truth is known. */
export const evaluate: Verb = (program, terminal) => {
  program
    .command("eval")
    .summary("measure a backend against known truth")
    .description(
      "Asks the questions of data sets and compares the answers with their facts; follows episodes and judges their success.",
    )
    .argument("[data...]", "data sets, or folders of data sets (as simulated, or made by vqa)")
    .option("--backend <spec>", "the model: nano, or onnx:DIR", "nano")
    .option(
      "--hold <seconds>",
      "how long a distance must be held to count as success",
      positive,
      0.5,
    )
    .option(
      "--threshold <metres>",
      "distance that counts as success; else chosen on this data (for validation only)",
      positive,
    )
    .option(
      "--live [seconds]",
      "a running node instead of data, against /ground_truth/facts",
      positive,
    )
    .option("--facts <topic>", "with --live: what the node says", "/spatial_reward/facts")
    .option("--json", "one JSON document on standard output")
    .addHelpText(
      "after",
      examples(
        ["errors and accuracies of nano", "spatial-reward eval scenes/test"],
        ["choose a success threshold, then test it", "spatial-reward eval episodes/validation"],
        ["", "spatial-reward eval episodes/test --threshold 0.045"],
        ["a node in a simulation, for a minute", "spatial-reward eval --live 60"],
      ),
    )
    .action(async (sources: string[], flags: EvalFlags) => {
      const { live, ...others } = flags;
      if (live !== undefined) {
        const { evalLive } = await import("./eval-live.js");
        return evalLive({ live, ...others }, terminal);
      }
      if (sources.length === 0) throw new SpatialRewardError("usage.argument", nothingGiven);
      // The reward's language is slow to load; only this verb and label wait for it.
      const { runEval } = await import("../eval/index.js");
      const backend = await openBackend(flags.backend, { logger: terminal.logger });
      try {
        const report = await runEval({
          sources,
          backend,
          hold: flags.hold,
          ...(flags.threshold !== undefined && { threshold: flags.threshold }),
          signal: terminal.signal,
          onProgress: (images) => {
            if (terminal.interactive) terminal.err(`\r\u001b[K${images} images`);
          },
        });
        if (terminal.interactive) terminal.err("\r\u001b[K");
        terminal.out(flags.json === true ? jsonDocument(report) : prose(report));
      } finally {
        await backend.close();
      }
    });
};
