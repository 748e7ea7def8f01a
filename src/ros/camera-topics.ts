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
