export {
  type BeliefState,
  type BeliefStep,
  resetBelief,
  type StepOptions,
  startBelief,
  stepBelief,
} from "./belief.js";
export { type AnsweredFacts, factsFromAnswers } from "./facts.js";
export { type FuseState, type FuseStep, fuse, resetFuse, startFuse } from "./fuse.js";
export { type FusedAnswers, fusedAnswers } from "./fused-answers.js";
export { type Besides, besidesOf } from "./gather.js";
export { keepLatestMap } from "./keep-latest-map.js";
export { type Observe, type ObserveLimits, observe } from "./observe.js";
export { observeTogether } from "./observe-together.js";
export {
  type Parts,
  type RewardStepper,
  rewardStepper,
  rewards,
  type ValuedFrame,
  valuedFrames,
} from "./rewards.js";
export { mayPass, requireServer } from "./server-gone.js";
export { withStandIns } from "./stand-ins.js";
export { isUnlike, unlikeRemark } from "./unlike.js";
export { requireVocabulary, understoodOf, unknownWordsOf } from "./vocabulary.js";
