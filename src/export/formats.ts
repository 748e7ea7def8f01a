import { SpatialRewardError } from "../core/index.js";
import type { Format } from "./format.js";
import { hilSerl } from "./hil-serl/index.js";
import { jsonl } from "./jsonl/index.js";
import { lerobot } from "./lerobot/index.js";
import { lerobotSidecar } from "./lerobot-sidecar/index.js";
import { maniskill } from "./maniskill/index.js";
import { rlds } from "./rlds/index.js";
import { robomimic } from "./robomimic/index.js";

/** One that is a kind of another stands before it. */
export const formats: readonly Format[] = [
  hilSerl,
  jsonl,
  lerobot,
  lerobotSidecar,
  maniskill,
  rlds,
  robomimic,
];

/** @param flag that names it. @throws SpatialRewardError export.format */
export const formatNamed = (name: string, flag = "--format"): Format => {
  const found = formats.find((each) => each.name === name);
  if (found) return found;
  throw new SpatialRewardError(
    "export.format",
    `${flag}: must be one of ${formats.map((each) => each.name).join(", ")}; got "${name}"`,
  );
};
