export { createLiveErrors, type LiveError, type LiveErrors } from "./live-errors.js";
export {
  type Judged,
  type LengthScore,
  type PredicateScore,
  type QuestionScores,
  scoreQuestions,
} from "./questions.js";
export { type EvalOptions, type EvalReport, runEval, type TrajectoryReport } from "./run-eval.js";
export {
  chooseThreshold,
  heldDistance,
  judgeSuccess,
  type SuccessJudgement,
  scoreTrajectory,
  type TrajectoryPoint,
  type TrajectoryScore,
} from "./trajectory.js";
