import { readFile } from "node:fs/promises";
import {
  type Frame,
  reasonOf,
  type Seconds,
  SpatialRewardError,
  secondsBetween,
  upOfPitch,
} from "../core/index.js";
import { cameraFrames, chooseCamera } from "../label/index.js";
import { frameFromFile } from "../messages/index.js";
import { isFrame, type SceneFrame } from "../scene/index.js";
import { openSource } from "../source/index.js";

/** The bytes of an image file. @throws SpatialRewardError image.missing */
export const readImage = async (path: string): Promise<Uint8Array> => {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new SpatialRewardError(
      "image.missing",
      `can't read the image "${path}": ${reasonOf(cause)}`,
      { cause },
    );
  }
};

/** An image file as a frame. @throws SpatialRewardError image.* */
const imageFrame = async (path: string, lens: { readonly fov?: number }): Promise<Frame> =>
  frameFromFile(await readImage(path), path, lens);

/** Where to look, of a recording. */
export interface Moment {
  /** After the first frame; the first one when absent. */
  readonly at?: Seconds;
  readonly camera?: string;
  readonly fov?: number;
  readonly pitch?: number;
}

const tooLate = (path: string, at: Seconds, lasts: Seconds): SpatialRewardError =>
  new SpatialRewardError(
    "usage.argument",
    `${path}: --at must be within its frames, which end after ${lasts.toFixed(1)} s; got ${at} s`,
  );

/** Further than this behind the last frame, nothing was recorded. */
const grace: Seconds = 1;

const nearestTo = async (
  frames: AsyncIterable<SceneFrame>,
  at: Seconds,
  path: string,
): Promise<Frame> => {
  let [first, last]: (Frame | undefined)[] = [];
  for await (const { content: frame } of frames) {
    if (!isFrame(frame)) continue;
    first ??= frame;
    const before = last;
    last = frame;
    const past = secondsBetween(first.stamp, frame.stamp) - at;
    if (past < 0) continue;
    const isBefore = before && at - secondsBetween(first.stamp, before.stamp) < past;
    return isBefore ? before : frame;
  }
  if (!first || !last)
    throw new SpatialRewardError("bag.empty", `${path}: has no frame that can be looked at`);
  const lasts = secondsBetween(first.stamp, last.stamp);
  if (at > lasts + grace) throw tooLate(path, at, lasts);
  return last;
};

/**
 * One frame of a recording, with its lens and up direction as the recording tells them.
 * @throws SpatialRewardError bag.*, video.*, usage.argument for a time behind its end
 */
const recordedFrame = async (path: string, moment: Moment): Promise<Frame> => {
  const { at = 0, camera: flag, fov, pitch } = moment;
  const reader = await openSource(path);
  try {
    const camera = chooseCamera(reader.topics, flag === undefined ? {} : { flag });
    const stated = { ...(fov !== undefined && { fov }), ...(pitch !== undefined && { pitch }) };
    return await nearestTo(cameraFrames(reader, camera, stated), at, path);
  } finally {
    await reader.close();
  }
};

const imageNames = /\.(?:jpe?g|png|webp)$/i;

/** The frame that is asked about: of an image file, or of anything that `label` can look at. @throws as above */
export const frameAt = async (path: string, moment: Moment): Promise<Frame> => {
  if (!imageNames.test(path)) return recordedFrame(path, moment);
  if (moment.at !== undefined)
    throw new SpatialRewardError("usage.flag", "--at is for recordings; an image has one moment");
  const { fov, pitch } = moment;
  const frame = await imageFrame(path, fov === undefined ? {} : { fov });
  return pitch === undefined ? frame : { ...frame, up: upOfPitch(pitch) };
};
