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
const depthSuffix = "/compressedDepth";

const compressedOf = (topic: string): string =>
  topic.endsWith(suffix) ? topic : `${topic}${suffix}`;

const publishedAs = (topic: string, publishersOf: PublishersOf): readonly ImageTopic[] => {
  const kinds = publishersOf(topic).map(({ type }) => type);
  return [
    ...(kinds.some(isRawImageType) ? [{ topic, type: imageType } as const] : []),
    ...(kinds.some(isCompressedImageType) ? [{ topic, type: compressedType } as const] : []),
  ];
};

/**
 * Where a camera's frames are to be had, the preferred one first: a task names the raw topic that a robot may publish
 * compressed only. None: with `auto`, nobody publishes images there yet.
 */
export const imageTopicsOf = (
  wanted: string,
  transport: Transport,
  publishersOf: PublishersOf,
): readonly ImageTopic[] => {
  if (transport === "raw") return [{ topic: wanted, type: imageType }];
  if (transport === "compressed") return [{ topic: compressedOf(wanted), type: compressedType }];
  return [...new Set([wanted, compressedOf(wanted)])].flatMap((topic) =>
    publishedAs(topic, publishersOf),
  );
};

/** Where depth images may be published that are asked for by a name. */
export const depthTopicsOf = (wanted: string): readonly string[] => [
  wanted,
  `${wanted}${depthSuffix}`,
];

/** As `imageTopicsOf`, of a depth image. */
export const publishedDepths = (
  wanted: string,
  publishersOf: PublishersOf,
): readonly ImageTopic[] =>
  depthTopicsOf(wanted).flatMap((topic) => publishedAs(topic, publishersOf));

/** image_transport's rule: camera_info lies beside the image that a camera's driver publishes. */
export const cameraInfoTopicOf = (image: string): string => {
  const transport = [suffix, depthSuffix].find((each) => image.endsWith(each)) ?? "";
  const raw = image.slice(0, image.length - transport.length);
  return `${raw.slice(0, raw.lastIndexOf("/") + 1)}camera_info`;
};
