export {
  type Dimension,
  describeDimension,
  length as lengthDimension,
  plainNumber,
  sameDimension,
} from "./dimension.js";
export {
  compileFormula,
  type ExpressionFunction,
  expressionFunctions,
  type Formula,
} from "./expression/index.js";
export {
  type FrameTrust,
  frameTrust,
  type TrustCues,
  type TrustedLength,
  uncountedFor,
} from "./frame-trust.js";
export * from "./sample.js";
export { discountOver, shaping } from "./shaping.js";
export {
  type SignalCue,
  type SignalSays,
  signalName,
  signalParts,
  signalSays,
} from "./signal.js";
export { lasting, placeOf, type RewardState, resetEpisode } from "./state.js";
export { type RewardStep, startReward, stepReward } from "./step-reward.js";
export { needsLens, needsUp } from "./task/demands.js";
export { isTaken } from "./task/names.js";
export { parseTask } from "./task/parse-task.js";
export {
  type GripperFrame,
  isLengthNeed,
  type KnownDimension,
  type Need,
  type Stage,
  type Task,
} from "./task/task.js";
export { tolerance, valueAtMargin } from "./tolerance.js";
export type { FilteredValue, RewardInput } from "./values.js";
