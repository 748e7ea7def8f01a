export type { Remark, RewardScore } from "./measure.js";
export { type RewardBenchmark, rewardMeasures, scoreRewards } from "./measures.js";
export { rewardRemarks, rewardTable } from "./told.js";
