export { failuresOf } from "./failures.js";
export { readManifest } from "./manifest.js";
export {
  gatherLabelled,
  type Merged,
  type MergedRecording,
  mergeLabelled,
  overviewPage,
} from "./merge.js";
export { planRecordings, type WantedRecording } from "./plan.js";
export { ofShard, parseShard, type Shard } from "./shard.js";
