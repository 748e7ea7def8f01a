import { isCompressedImageType, isRawImageType } from "../messages/index.js";
import type { Task } from "../reward/index.js";
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

/** Where depth images may be published that are asked for by a name. */
export const depthTopicsOf = (wanted: string): readonly string[] => [
  wanted,
  `${wanted}${depthSuffix}`,
];

/** As `imageTopicOf`, of a depth image. */
export const depthTopicOf = (wanted: string, publishersOf: PublishersOf): ImageTopic | undefined =>
  depthTopicsOf(wanted)
    .map((topic) => publishedAs(topic, publishersOf))
    .find((topic) => topic !== undefined);

/** image_transport's rule: camera_info lies beside the image that a camera's driver publishes. */
export const cameraInfoTopicOf = (image: string): string => {
  const transport = [suffix, depthSuffix].find((each) => image.endsWith(each)) ?? "";
  const raw = image.slice(0, image.length - transport.length);
  return `${raw.slice(0, raw.lastIndexOf("/") + 1)}camera_info`;
};

/** A camera's topics, as they are asked for. */
export interface WantedCamera {
  readonly image: string;
  readonly depth?: string;
}

const isNamed = (topic: string | undefined): topic is string => topic !== undefined && topic !== "";

/**
 * Parameters that name no camera leave it to the task. Depth images are those of the parameter, in the cameras' order;
 * else the task's for these topics.
 */
export const wantedCameras = (
  parameters: { readonly cameras: readonly string[]; readonly depths: readonly string[] },
  { cameras, depths = {} }: Pick<Task, "cameras" | "depths">,
): readonly WantedCamera[] => {
  const ofTask = Object.entries(cameras).map(([name, image]) => ({ image, depth: depths[name] }));
  const named = parameters.cameras.filter(isNamed);
  const images = [...new Set(named.length > 0 ? named : ofTask.map(({ image }) => image))];
  const given = parameters.depths.some(isNamed);
  return images.map((image, at) => {
    const depth = given
      ? parameters.depths[at]
      : ofTask.find((each) => each.image === image)?.depth;
    return { image, ...(isNamed(depth) && { depth }) };
  });
};
