export { failuresOf } from "./failures.js";
export { readManifest } from "./manifest.js";
export { type Merged, type MergedRecording, mergeLabelled } from "./merge.js";
export { planRecordings, type WantedRecording } from "./plan.js";
export { ofShard, parseShard, type Shard } from "./shard.js";
