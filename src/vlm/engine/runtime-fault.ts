import { type ErrorCode, SpatialRewardError } from "../../core/index.js";

/** How the runtime, its providers and Node put it. */
const outOfMemory = /bad.?alloc|allocate memory|out of memory|buffer allocation failed/i;

/** What the runtime says, told apart from a lack of memory. */
export const runtimeFault = (code: ErrorCode, message: string): SpatialRewardError =>
  outOfMemory.test(message)
    ? new SpatialRewardError(
        "model.memory",
        `${message}; less is taken by smaller images, fewer questions at once, int8 or q4, one worker`,
      )
    : new SpatialRewardError(code, message);
