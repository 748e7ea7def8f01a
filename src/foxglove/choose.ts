import { SpatialRewardError } from "../core/index.js";
import { type LiveSettings, type WantedCamera, wantedCameras } from "../live/index.js";
import { isPictureTopic, pictureReader } from "../messages/index.js";
import type { Task } from "../reward/index.js";
import { isColourTopic } from "../scene/index.js";
import type { FoxgloveRobot } from "./robot.js";
import { listed } from "./silence.js";

type Asked = Pick<LiveSettings, "cameras" | "depths">;

/** Those that settings or the task name; else the only one that the server has. Undefined: it has none, so far. */
export const chosenCameras = (
  asked: Asked,
  task: Task,
  robot: Pick<FoxgloveRobot, "channels">,
): readonly WantedCamera[] | undefined => {
  const wanted = wantedCameras(asked, task);
  if (wanted.length > 0) return wanted;
  const [only, another] = robot.channels
    .cameras()
    .filter(isPictureTopic)
    .filter(({ topic }) => isColourTopic(topic));
  if (only === undefined || another !== undefined) return undefined;
  return [{ image: only.topic, ...(asked.depths[0] ? { depth: asked.depths[0] } : {}) }];
};

/**
 * Why the camera that paces can't be watched.
 * @returns SpatialRewardError foxglove.no-camera, foxglove.many-cameras, message.schema
 */
export const whyNoCamera = (
  wanted: readonly WantedCamera[] | undefined,
  robot: Pick<FoxgloveRobot, "channels">,
): SpatialRewardError => {
  const { channels } = robot;
  const cameras = channels.cameras();
  const there = `its cameras are ${listed(cameras)}`;
  const [pacing] = wanted ?? [];
  if (pacing === undefined)
    return cameras.filter(isPictureTopic).length > 1
      ? new SpatialRewardError(
          "foxglove.many-cameras",
          `the server has several cameras and neither --camera nor the task names one of them: ${there}`,
        )
      : new SpatialRewardError(
          "foxglove.no-camera",
          `the server has no camera that is read; ${there}`,
        );
  const [unread] = channels.named(pacing.image);
  if (unread === undefined)
    return new SpatialRewardError(
      "foxglove.no-camera",
      `the server does not advertise the camera "${pacing.image}"; ${there}`,
    );
  try {
    pictureReader(unread);
  } catch (thrown) {
    if (thrown instanceof SpatialRewardError) return thrown;
    throw thrown;
  }
  return new SpatialRewardError("foxglove.no-camera", `"${pacing.image}" came too late; ${there}`);
};
