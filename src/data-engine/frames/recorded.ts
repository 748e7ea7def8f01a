import { type Frame, secondsBetween } from "../../core/index.js";
import { cameraFrames, chooseCamera, chooseDepth } from "../../label/index.js";
import { isFrame } from "../../scene/index.js";
import { openSource } from "../../source/index.js";
import type { FrameSettings } from "./folder.js";
import type { GivenFrame, GivenFrames, UnreadFrame } from "./given.js";

/** Of a recording that says nothing else: neighbours in time show the same. */
export const usualRate = 1;

const nameOf = (index: number): string => String(index).padStart(6, "0");

/**
 * The frames of a recording, a video or an episode of a LeRobot dataset, with lens, up and depth as it tells them.
 * @throws SpatialRewardError bag.*, video.*, dataset.invalid
 */
export const recordedFrames = async (
  path: string,
  { camera: flag, depth, rate = usualRate, fov, pitch }: FrameSettings,
): Promise<GivenFrames> => {
  const reader = await openSource(path, { rate });
  const chosen = chooseCamera(reader.topics, flag === undefined ? {} : { flag });
  // A depth topic that is named goes with the camera, whatever device it is of.
  const named =
    depth === undefined
      ? { cameras: {} }
      : { cameras: { camera: chosen.image.name }, depths: { camera: depth } };
  const camera = { ...chosen, ...chooseDepth(reader.topics, chosen.image, named) };
  const stated = { ...(fov !== undefined && { fov }), ...(pitch !== undefined && { pitch }) };
  const frames = cameraFrames(reader, camera, { ...stated, rate });
  return {
    files: reader.files,
    pictures: [],
    remarks: frames.reasons,
    close: () => reader.close(),
    async *[Symbol.asyncIterator](): AsyncGenerator<GivenFrame | UnreadFrame> {
      let index = 0;
      let first: Frame | undefined;
      for await (const { content } of frames) {
        const name = nameOf(index++);
        if (!isFrame(content)) yield { name, why: content.message };
        else {
          first ??= content;
          yield { name, frame: content, t: secondsBetween(first.stamp, content.stamp) };
        }
      }
    },
  };
};
