import { type EvaluationData, renderEvaluation } from "../web/index.js";
import { chartsOf } from "./charts.js";
import { decimals, percent } from "./format.js";
import type { EvalReport, Evaluation } from "./run-eval.js";
import { headingOf, sentencesOf } from "./sentences.js";
import { tablesOf } from "./tables.js";
import { worstAnswers } from "./worst.js";

type Figure = EvaluationData["figures"][number];

/** What a reader looks for first. */
const figuresOf = ({ images, questions, trajectories }: EvalReport): readonly Figure[] => {
  const main = questions?.gripperDistance ?? questions?.quantitative;
  return [
    ["images", String(images)],
    ...(main
      ? ([
          ["median relative error", decimals(main.medianRelative)],
          ["within ±25 %", percent(main.within["75-125"])],
        ] as const)
      : []),
    ...(questions?.qualitative
      ? ([["yes or no right", percent(questions.qualitative.accuracy)]] as const)
      : []),
    ...(trajectories
      ? ([["Spearman along episodes", decimals(trajectories.medianSpearman)]] as const)
      : []),
    ...(trajectories?.judged
      ? ([["success AUC", decimals(trajectories.successAuc)]] as const)
      : []),
  ];
};

const provenanceOf = ({ backend }: EvalReport): readonly Figure[] =>
  backend
    ? [
        ["model", `${backend.name} ${backend.version}`],
        ["source of its facts", backend.source],
        ["SHA-256 of its files", backend.hash === "" ? "unknown" : backend.hash],
      ]
    : [["answers", "as stored in the recordings"]];

/** One self-contained HTML page: tables, plots, and the worst answers as pictures. */
export const evaluationPage = async (evaluation: Evaluation): Promise<string> => {
  const { report, cases } = evaluation;
  return renderEvaluation({
    title: headingOf(report),
    figures: figuresOf(report),
    sentences: sentencesOf(report),
    tables: tablesOf(report),
    charts: chartsOf(evaluation),
    worst: await worstAnswers(cases),
    provenance: provenanceOf(report),
  });
};
