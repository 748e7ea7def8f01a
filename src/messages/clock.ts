import type { Stamp } from "../core/index.js";
import { FieldWriter } from "./field-writer.js";

export const clockType = "rosgraph_msgs/msg/Clock";

/** CDR bytes of a rosgraph_msgs/msg/Clock. @throws SpatialRewardError message.malformed beyond int32 seconds */
export const encodeClock = (stamp: Stamp): Uint8Array => {
  const w = new FieldWriter();
  w.time(stamp);
  return w.data;
};
