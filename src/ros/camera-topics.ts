import { isCompressedImageType, isRawImageType } from "../messages/index.js";
import type { Endpoint } from "./port.js";

export const imageType = "sensor_msgs/msg/Image";
export const compressedType = "sensor_msgs/msg/CompressedImage";
export const cameraInfoType = "sensor_msgs/msg/CameraInfo";

/** A topic to subscribe to, and as what. */
export interface ImageTopic {
  readonly topic: string;
  readonly type: typeof imageType | typeof compressedType;
}

export type Transport = "auto" | "raw" | "compressed";

type PublishersOf = (topic: string) => readonly Pick<Endpoint, "type">[];

const suffix = "/compressed";

const compressedOf = (topic: string): string =>
  topic.endsWith(suffix) ? topic : `${topic}${suffix}`;

const publishedAs = (topic: string, publishersOf: PublishersOf): ImageTopic | undefined => {
  const kinds = publishersOf(topic).map(({ type }) => type);
  if (kinds.some(isRawImageType)) return { topic, type: imageType };
  if (kinds.some(isCompressedImageType)) return { topic, type: compressedType };
  return undefined;
};

/**
 * Where a camera's frames are to be had: a task names the raw topic that a robot may publish compressed only.
 * Undefined: with `auto`, nobody publishes images there yet.
 */
export const imageTopicOf = (
  wanted: string,
  transport: Transport,
  publishersOf: PublishersOf,
): ImageTopic | undefined => {
  if (transport === "raw") return { topic: wanted, type: imageType };
  if (transport === "compressed") return { topic: compressedOf(wanted), type: compressedType };
  return publishedAs(wanted, publishersOf) ?? publishedAs(compressedOf(wanted), publishersOf);
};

/** image_transport's rule: camera_info lies beside the image that a camera's driver publishes. */
export const cameraInfoTopicOf = (image: string): string => {
  const raw = image.endsWith(suffix) ? image.slice(0, -suffix.length) : image;
  return `${raw.slice(0, raw.lastIndexOf("/") + 1)}camera_info`;
};

/** Parameters that name no camera leave it to the task. */
export const wantedCameras = (
  parameter: readonly string[],
  ofTask: Readonly<Record<string, string>>,
): readonly string[] => {
  const named = parameter.filter((topic) => topic !== "");
  return [...new Set(named.length > 0 ? named : Object.values(ofTask))];
};
