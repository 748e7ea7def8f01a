export type { AbsentScore } from "./absent.js";
export {
  type BenchmarkReport,
  benchmarkNamed,
  benchmarkNames,
  benchmarkRemarks,
  benchmarks,
  benchmarkTable,
  runBenchmark,
} from "./benchmarks/index.js";
export type { Case, Marks } from "./case.js";
export { type EvidenceScore, scoreEvidence } from "./evidence-score.js";
export { centimetres, decimals, percent } from "./format.js";
export { frameOf } from "./frames.js";
export { type HeldoutFigures, heldoutFigures, heldoutRecord } from "./heldout.js";
export type { LengthBin, LengthScore } from "./length-scores.js";
export { createLiveErrors, type LiveError, type LiveErrors } from "./live-errors.js";
export {
  type MarkedRecording,
  type MarkedScore,
  markedRecording,
  scoreMarked,
} from "./marked.js";
export { evaluationPage } from "./page.js";
export { type PaperScore, publishedRows } from "./paper/index.js";
export type { PredicateScore } from "./predicate-scores.js";
export { type QuestionScores, scoreQuestions } from "./questions.js";
export type { Reliability } from "./reliability.js";
export { type RewardBenchmark, rewardMeasures } from "./rewards/index.js";
export { type EvalOptions, type EvalReport, type Evaluation, runEval } from "./run-eval.js";
export { headingOf, sentencesOf } from "./sentences.js";
export type { SuccessJudgement } from "./success.js";
export { conditionOf, type SuccessRule, successRules } from "./success-rules.js";
export { type ReportTable, tablesOf } from "./tables.js";
export { endedAs, type Moment, type Trace, type TracePoint } from "./trace.js";
export type { SuccessOptions, TrajectoryReport } from "./trajectories.js";
export type { TrajectoryScore } from "./trajectory.js";
