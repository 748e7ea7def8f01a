export { parseEpisodeSplit } from "./episodes.js";
export { mapInOrder } from "./in-order.js";
export type { BagJob } from "./job.js";
export { labelBag } from "./label-bag.js";
export { bagName, type LabelOptions, type LabelSummary, labelBags } from "./label-bags.js";
export type { LabelResult, TruthSummary } from "./result.js";
export { type FactOrigin, factsTopic, type LabelSettings, rewardTopic } from "./settings.js";
export type { BagSummary } from "./summary.js";
export { truthTopic } from "./truth.js";
