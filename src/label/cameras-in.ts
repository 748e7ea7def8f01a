import type { TopicInfo } from "../bag/index.js";
import { isPictureTopic } from "../messages/index.js";
import { infoBeside, isColour, noCamera } from "./camera.js";
import { chooseDepth } from "./depth-camera.js";

/** A camera of a recording, as a task file names it. */
export interface FoundCamera {
  /** Of its pictures, without what image_transport appends. */
  readonly topic: string;
  /** Where the recording tells. */
  readonly frames?: number;
  readonly cameraInfo?: string;
  /** The topic of the only depth images beside it. */
  readonly depth?: string;
}

const transport = /\/(compressed|ffmpeg|compressedDepth)$/;

const bare = (topic: string): string => topic.replace(transport, "");

const found = (image: TopicInfo, topics: readonly TopicInfo[]): FoundCamera => {
  const info = infoBeside(image, topics);
  const { depth } = chooseDepth(topics, image, { cameras: {} });
  return {
    topic: bare(image.name),
    ...(image.count === undefined ? {} : { frames: image.count }),
    ...(info && { cameraInfo: info.name }),
    ...(depth && { depth: bare(depth.image.name) }),
  };
};

/**
 * The cameras of a recording, one recorded both raw and compressed as one.
 * @throws SpatialRewardError bag.no-camera
 */
export const camerasIn = (topics: readonly TopicInfo[]): readonly FoundCamera[] => {
  const images = topics.filter(isPictureTopic);
  if (images.length === 0) throw noCamera(topics);
  const colour = images.filter(isColour);
  const cameras = (colour.length > 0 ? colour : images).map((image) => found(image, topics));
  return [...new Map(cameras.reverse().map((camera) => [camera.topic, camera])).values()].reverse();
};
