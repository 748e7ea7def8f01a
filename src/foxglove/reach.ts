import { SpatialRewardError } from "../core/index.js";
import { deadline, type LiveSettings, type WantedCamera } from "../live/index.js";
import type { Task } from "../reward/index.js";
import { chosenCameras, whyNoCamera } from "./choose.js";
import type { FoxgloveRobot } from "./robot.js";
import type { Wake } from "./wake.js";

/** Milliseconds in which a server that was reached advertises its cameras. */
const patience = 5000;

const unreached = (url: string, { trouble }: FoxgloveRobot): SpatialRewardError => {
  const { why, foreign } = trouble() ?? { why: "no answer", foreign: false };
  return foreign
    ? new SpatialRewardError(
        "foxglove.protocol",
        `${url} is no Foxglove WebSocket: ${why}; foxglove_bridge and servers of the Foxglove SDK are, on port 8765 unless told otherwise`,
      )
    : new SpatialRewardError(
        "foxglove.unreachable",
        `can't reach ${url}: ${why}; is foxglove_bridge, or a server of the Foxglove SDK, running there?`,
      );
};

export interface Reaching {
  readonly url: string;
  readonly robot: FoxgloveRobot;
  readonly changes: Wake;
  readonly signal: AbortSignal;
}

/**
 * Resolves with the first connection: a wrong address is told at once, and not tried for ever.
 * @throws SpatialRewardError foxglove.unreachable, foxglove.protocol
 */
export const reachServer = async ({ url, robot, changes, signal }: Reaching): Promise<void> => {
  await changes.until(() => robot.server() !== undefined || robot.trouble() !== undefined, signal);
  if (!signal.aborted && robot.server() === undefined) throw unreached(url, robot);
};

/**
 * The cameras to watch, when the one that paces is advertised.
 * @throws SpatialRewardError foxglove.no-camera, foxglove.many-cameras, message.schema
 */
export const reachCameras = async (
  { robot, changes, signal }: Omit<Reaching, "url">,
  settings: LiveSettings,
  task: Task,
): Promise<readonly WantedCamera[]> => {
  const chosen = () => chosenCameras(settings, task, robot);
  const isThere = (): boolean => {
    const [pacing] = chosen() ?? [];
    return pacing !== undefined && robot.images(pacing.image).length > 0;
  };
  await changes.until(isThere, deadline(signal, patience));
  if (!signal.aborted && !isThere()) throw whyNoCamera(chosen(), robot);
  return chosen() ?? [];
};
