import { SpatialRewardError } from "../core/index.js";
import { signalName, type Task } from "../reward/index.js";

/** Nothing of a task is passed over in silence. @throws SpatialRewardError task.live */
export const requireLive = ({ signal }: Task): void => {
  if (!signal) return;
  throw new SpatialRewardError(
    "task.live",
    `signal: ${signalName(signal)}: only recordings are labelled by a signal; leave it out of the live task`,
  );
};
