import type { BagReader } from "../bag/index.js";
import { createTally, type Reason, SpatialRewardError, type Stamp } from "../core/index.js";
import { encodeImage, encodeNoImage } from "../messages/index.js";
import { surveyVideo, type VideoFrame, type VideoSurvey, videoFrames } from "../video/index.js";
import { type SourceImage, sourceReader } from "./source-reader.js";

/** What the one camera of a video file or a folder of images is called; it is a task's usual name, too. */
export const onlyCamera = "/camera/image_raw";

const seconds = (ns: Stamp): string => (Number(ns) / 1e9).toFixed(1);

const cut = ({ first, last, missing }: VideoSurvey): readonly Reason[] =>
  missing === undefined
    ? []
    : [
        {
          kind: "truncated",
          what: `the video is cut off after ${seconds(last - first)} s; its end (${seconds(missing)} s) is missing`,
          count: 1,
        },
      ];

/** The image of a frame at a time of its own; a frame without a picture has its reason instead. */
export const imageOf = ({ picture }: VideoFrame, time: Stamp, path: string): SourceImage => {
  const header = { stamp: time, frameId: "" };
  if (typeof picture !== "string") return { time, data: encodeImage(header, picture) };
  const failure = { code: "image.corrupt", message: `${path}: ${picture}` } as const;
  return { time, data: encodeNoImage(header, picture), failure };
};

/**
 * A video file as a recording of one camera; stamps are the frames' times in the video, from 0.
 * @throws SpatialRewardError video.decoder, video.unreadable, bag.empty
 */
export const openVideoFile = async (path: string): Promise<BagReader> => {
  const survey = await surveyVideo(path);
  const { frames, first, last } = survey;
  if (frames === 0) throw new SpatialRewardError("bag.empty", `${path}: has no frames`);
  let broken = createTally();
  const images = async function* (): AsyncGenerator<SourceImage> {
    broken = createTally();
    for await (const frame of videoFrames({ path })) {
      const { picture, time } = frame;
      if (typeof picture === "string") broken.add("image", picture);
      yield imageOf(frame, time - first, path);
    }
  };
  return sourceReader({
    path,
    files: [path],
    cameras: [{ name: onlyCamera, type: "sensor_msgs/msg/Image", count: frames, images }],
    start: 0n,
    end: last - first,
    reasons: () => [...cut(survey), ...broken.reasons()],
  });
};
