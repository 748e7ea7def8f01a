import type { TopicInfo } from "../bag/index.js";
import { SpatialRewardError } from "../core/index.js";
import { isPictureTopic } from "../messages/index.js";
import type { Task } from "../reward/index.js";
import { depthNames, isAligned } from "../scene/index.js";
import { infoBeside, isColour, listed, named } from "./camera.js";

/** A topic of depth images, and the topic that says how their lens sees. */
export interface DepthCamera {
  readonly image: TopicInfo;
  readonly cameraInfo?: TopicInfo;
}

/** What a recording has of a camera's depth. */
export interface ChosenDepth {
  readonly depth?: DepthCamera;
  /** Why there is none although there might be. */
  readonly remark?: string;
}

const packed = /\/(compressedDepth|compressed|theora|ffmpeg|zstd)$/;

const baseOf = ({ name }: TopicInfo): string => name.replace(packed, "");

/** Recorded as depth is: a picture of it in colours, or squeezed as colours are, tells no lengths. */
const isDepth = (topic: TopicInfo): boolean =>
  isPictureTopic(topic) &&
  !isColour(topic) &&
  (!packed.test(topic.name) || topic.name.endsWith("/compressedDepth")) &&
  // RealSense aligns depth to its other cameras, too.
  !/aligned_depth_to_(?!colou?r)/.test(topic.name);

/** Parts of the names that two topics have in common, from the first on: they are of one device. */
const shared = (a: TopicInfo, b: TopicInfo): number => {
  const [p, q] = [a, b].map(({ name }) => name.split("/").slice(1, -1));
  const differs = p?.findIndex((part, at) => part !== q?.[at]) ?? 0;
  return differs < 0 ? (p?.length ?? 0) : differs;
};

/** Those of the camera's own device, aligned ones before others. */
const beside = (topics: readonly TopicInfo[], image: TopicInfo): readonly TopicInfo[] => {
  const cameras = topics.filter((topic) => isPictureTopic(topic) && isColour(topic));
  const nearest = (depth: TopicInfo): number =>
    Math.max(...cameras.map((each) => shared(depth, each)));
  const isAlone = new Set(cameras.map(baseOf)).size === 1;
  const own = topics
    .filter(isDepth)
    .filter((depth) => shared(depth, image) === nearest(depth))
    .filter((depth) => isAlone || shared(depth, image) > 0);
  const aligned = own.filter(({ name }) => isAligned(name));
  return aligned.length > 0 ? aligned : own;
};

/** One for each that was recorded both as it is and packed: as it is. */
const distinct = (topics: readonly TopicInfo[]): readonly TopicInfo[] =>
  topics.filter(
    (topic) => !topics.some((other) => other !== topic && other.name === baseOf(topic)),
  );

const withInfo = (image: TopicInfo, topics: readonly TopicInfo[]): DepthCamera => {
  const cameraInfo = infoBeside(image, topics);
  return cameraInfo ? { image, cameraInfo } : { image };
};

/** The topic that the task names beside this camera. */
const ofTask = (
  images: readonly TopicInfo[],
  image: TopicInfo,
  { cameras, depths = {} }: Pick<Task, "cameras" | "depths">,
): string | undefined => {
  const [name] = Object.entries(cameras).find(([, topic]) => named(images, topic) === image) ?? [];
  return name === undefined ? undefined : depths[name];
};

/**
 * The depth images of a camera: those that the task names; else the only ones of its device, aligned ones first.
 * @throws SpatialRewardError bag.no-depth where those that the task names were not recorded
 */
export const chooseDepth = (
  topics: readonly TopicInfo[],
  image: TopicInfo,
  task: Pick<Task, "cameras" | "depths">,
): ChosenDepth => {
  const images = topics.filter(isPictureTopic);
  const wanted = ofTask(images, image, task);
  if (wanted !== undefined) {
    const found = named(images, wanted, depthNames);
    if (found) return { depth: withInfo(found, topics) };
    const depths = images.filter((topic) => !isColour(topic));
    throw new SpatialRewardError(
      "bag.no-depth",
      `the recording has no topic "${wanted}", which the task names as the depth of ${image.name}; ${depths.length > 0 ? `its topics of depth are ${listed(depths)}` : "it has no topics of depth"}`,
    );
  }
  const [only, another] = distinct(beside(topics, image));
  if (only && !another) return { depth: withInfo(only, topics) };
  if (!only) return {};
  return {
    remark: `several topics of depth beside ${image.name}, and the task's cameras name none of them: ${listed(distinct(beside(topics, image)))}; no depth is used`,
  };
};
