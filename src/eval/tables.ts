import type { LengthErrors } from "../core/index.js";
import { centimetres, decimals, percent } from "./format.js";
import type { LengthBin, LengthScore } from "./length-scores.js";
import { paperTable } from "./paper/index.js";
import type { PredicateScore } from "./predicate-scores.js";
import type { QuestionScores } from "./questions.js";
import { rewardTable } from "./rewards/index.js";
import type { EvalReport } from "./run-eval.js";
import type { TrajectoryReport } from "./trajectories.js";

/** A table of a report as text; its first column names the rows. */
export interface ReportTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const errorHead = ["MAE", "median rel.", "±10 %", "±25 %", "67–150 %", "50–200 %"];
const errorCells = ({ mae, medianRelative, within }: LengthErrors): readonly string[] => [
  centimetres(mae),
  decimals(medianRelative),
  percent(within["90-110"]),
  percent(within["75-125"]),
  percent(within["66.7-150"]),
  percent(within["50-200"]),
];

const lengthRow = (name: string, score: LengthScore): readonly string[] => [
  name,
  String(score.asked),
  percent(score.answered),
  ...errorCells(score),
  decimals(score.spearman),
  percent(score.coverage["50"]),
  percent(score.coverage["90"]),
];

/** A length, and what always saying the mean of its truths comes to. */
const lengthRows = (name: string, score: LengthScore): readonly (readonly string[])[] => [
  lengthRow(name, score),
  ["  saying the mean", "", "", ...errorCells(score.sayingTheMean), "", "", ""],
];

const lengthTable = ({ quantitative, gripperDistance, lengths }: QuestionScores): ReportTable => ({
  head: ["length", "asked", "a number", ...errorHead, "Spearman", "in 50 %", "in 90 %"],
  rows: [
    ...(gripperDistance ? lengthRows("gripper to thing", gripperDistance) : []),
    ...Object.entries(lengths).flatMap((row) => lengthRows(...row)),
    ...(quantitative ? [lengthRow("all lengths", quantitative)] : []),
  ],
});

const range = ({ from, to }: LengthBin): string =>
  Number.isFinite(to) ? `${from}–${to} m` : `from ${from} m`;

const binTable = (title: string, bins: readonly LengthBin[]): ReportTable => ({
  head: [title, "answers", ...errorHead],
  rows: bins.map((bin) => [range(bin), String(bin.count), ...errorCells(bin)]),
});

const predicateRow = (name: string, score: PredicateScore): readonly string[] => [
  name,
  String(score.asked),
  percent(score.answered),
  percent(score.accuracy),
  percent(score.sayingTheCommonest),
];

const predicateTable = ({ qualitative, predicates }: QuestionScores): ReportTable => ({
  head: ["relation", "asked", "answered", "right", "saying the commonest"],
  rows: [
    ...Object.entries(predicates).map((row) => predicateRow(...row)),
    ...(qualitative ? [predicateRow("all relations", qualitative)] : []),
  ],
});

const falsePositiveTable = ({ success }: TrajectoryReport): ReportTable => ({
  head: ["how it ended", "judged a success", "of"],
  rows: Object.entries(success.falsePositives).map(([outcome, { judged, of }]) => [
    outcome,
    String(judged),
    String(of),
  ]),
});

/** The tables of an evaluation; those without a row are left out. */
export const tablesOf = ({
  backend,
  questions,
  trajectories,
  rewards,
}: EvalReport): readonly ReportTable[] =>
  [
    ...(questions
      ? [
          lengthTable(questions),
          binTable("true distance", questions.byTrueDistance),
          binTable("from the camera", questions.byCameraDistance),
          predicateTable(questions),
          paperTable(backend?.name ?? "stored labels", questions.paper),
        ]
      : []),
    ...(rewards ? [rewardTable(rewards)] : []),
    ...(trajectories ? [falsePositiveTable(trajectories)] : []),
  ].filter(({ rows }) => rows.length > 0);
