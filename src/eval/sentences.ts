import { counted } from "../core/index.js";
import { decimals, percent } from "./format.js";
import { paperRemarks } from "./paper/index.js";
import type { QuestionScores } from "./questions.js";
import { rewardRemarks } from "./rewards/index.js";
import type { EvalReport } from "./run-eval.js";
import { conditionOf } from "./success-rules.js";
import type { TrajectoryReport } from "./trajectories.js";

const aboutAbsent = ({ absent }: QuestionScores): readonly string[] =>
  absent
    ? [
        `Things that can't be seen are told from seen ones with AUC ${decimals(absent.auc)}; ` +
          `${percent(absent.unanswered)} of the questions about them go unanswered, ` +
          `${percent(absent.presentUnanswered)} of those about seen things.`,
      ]
    : [];

const chosen = (here: boolean): string => (here ? "chosen on these episodes" : "given");

const aboutSuccess = (report: TrajectoryReport): readonly string[] => {
  const { success, ruleAuc, voc } = report;
  const aucs = Object.entries(ruleAuc).map(([rule, auc]) => `${rule} ${decimals(auc)}`);
  return [
    `Value-order correlation: ${decimals(voc.successes)} on successes, ${decimals(voc.failures)} on failures (medians).`,
    `Success AUC by rule: ${aucs.join(", ")}. Kendall between episodes: ${decimals(report.kendall)}.`,
    `Success is ${conditionOf(success.rule, success.threshold)} for ${report.hold} s ` +
      `(rule ${chosen(report.ruleChosenHere)}, threshold ${chosen(report.thresholdChosenHere)}): ` +
      `${percent(success.truePositiveRate)} of successes, ${percent(success.falsePositiveRate)} of failures, ` +
      `${decimals(report.delay, 2)} s after it is true (median).`,
  ];
};

const aboutEpisodes = (report: TrajectoryReport): readonly string[] => [
  `${counted(report.episodes, "episode")}: median Spearman of distance and truth ${decimals(report.medianSpearman)} filtered, ` +
    `${decimals(report.medianSpearmanRaw)} frame by frame.`,
  ...(report.judged
    ? aboutSuccess(report)
    : ["Success is not judged: how the episodes ended is not known, or all ended alike."]),
];

/** What was measured, in one line. */
export const headingOf = ({ backend, images }: EvalReport): string =>
  `${backend ? `${backend.name} ${backend.version}` : "stored labels"} on ${counted(images, "image")}`;

/** What an evaluation says beside its tables. */
export const sentencesOf = ({
  failures,
  questions,
  trajectories,
  rewards = [],
}: EvalReport): readonly string[] => [
  ...(failures.first
    ? [
        `The backend failed on ${counted(failures.count, "image")}; the first: ${failures.first.message}`,
      ]
    : []),
  ...(questions ? [...paperRemarks(questions.paper), ...aboutAbsent(questions)] : []),
  ...(trajectories ? aboutEpisodes(trajectories) : []),
  ...rewardRemarks(rewards),
];
