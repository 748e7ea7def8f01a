import type { TopicInfo } from "../bag/index.js";
import { SpatialRewardError } from "../core/index.js";
import {
  isCameraInfoTopic,
  isPictureTopic,
  looksLikeCamera,
  readablePictures,
} from "../messages/index.js";
import { imageNames, isColourTopic, lensNames } from "../scene/index.js";
import type { DepthCamera } from "./depth-camera.js";

/** An image topic that frames come from, and the topic that says how its lens sees. */
export interface Camera {
  readonly image: TopicInfo;
  readonly cameraInfo?: TopicInfo;
  /** The depth images that go along with its own. */
  readonly depth?: DepthCamera;
  /** What should be known of how its topics were chosen. */
  readonly remark?: string;
  /** Of a camera that paces: those whose frames go along with its own. They have no others themselves. */
  readonly others?: readonly OtherCamera[];
  /** Of a camera that paces: others that the task names and that were not recorded. */
  readonly missing?: readonly string[];
}

export interface OtherCamera extends Camera {
  /** In the task file. */
  readonly name: string;
}

export const listed = (topics: readonly TopicInfo[]): string =>
  topics.length === 0
    ? "no topics at all"
    : topics.map(({ name, type }) => `${name} (${type})`).join(", ");

export const infoBeside = (
  image: TopicInfo,
  topics: readonly TopicInfo[],
): TopicInfo | undefined => {
  const infos = topics.filter(isCameraInfoTopic);
  return lensNames(image.name)
    .map((names) => infos.find(({ name }) => names.includes(name)))
    .find((info) => info !== undefined);
};

export const named = (
  images: readonly TopicInfo[],
  wanted: string,
  namesOf: (wanted: string) => readonly string[] = imageNames,
): TopicInfo | undefined =>
  namesOf(wanted)
    .map((each) => images.find(({ name }) => name === each))
    .find((image) => image !== undefined);

const whyNone = (topics: readonly TopicInfo[]): string => {
  const cameras = topics.filter(looksLikeCamera);
  if (cameras.length === 0) return `the recording has no camera topic; it has ${listed(topics)}`;
  const unread = cameras.map(
    ({ name, type, messageEncoding }) => `${name} (${type}, ${messageEncoding})`,
  );
  return `the recording has camera topics of types that are not read: ${unread.join(", ")}; read are ${readablePictures}`;
};

export const noCamera = (topics: readonly TopicInfo[]): SpatialRewardError =>
  new SpatialRewardError("bag.no-camera", whyNone(topics));

const pick = (
  topics: readonly TopicInfo[],
  images: readonly TopicInfo[],
  wanted: { readonly flag?: string; readonly task?: string },
): TopicInfo => {
  if (images.length === 0) throw noCamera(topics);
  if (wanted.flag !== undefined) {
    const chosen = named(images, wanted.flag);
    if (chosen) return chosen;
    throw new SpatialRewardError(
      "bag.no-camera",
      `the recording has no camera topic "${wanted.flag}"; its cameras are ${listed(images)}`,
    );
  }
  const ofTask = wanted.task === undefined ? undefined : named(images, wanted.task);
  if (ofTask) return ofTask;
  const [only, another] = images.length > 1 ? images.filter(isColour) : images;
  if (only && !another) return only;
  throw new SpatialRewardError(
    "bag.many-cameras",
    `the recording has several camera topics and neither --camera nor the task's cameras name one of them: ${listed(images)}`,
  );
};

/**
 * The camera that frames come from: --camera, else the task's first camera, else the only one there is.
 * @throws SpatialRewardError bag.no-camera, bag.many-cameras
 */
export const chooseCamera = (
  topics: readonly TopicInfo[],
  wanted: { readonly flag?: string; readonly task?: string },
): Camera => {
  return withInfo(pick(topics, topics.filter(isPictureTopic), wanted), topics);
};

const withInfo = (image: TopicInfo, topics: readonly TopicInfo[]): Camera => {
  const cameraInfo = infoBeside(image, topics);
  return cameraInfo ? { image, cameraInfo } : { image };
};

/** The task's cameras besides the one that paces, as far as they were recorded; and the others, by name and topic. */
export const otherCameras = (
  topics: readonly TopicInfo[],
  pacing: Camera,
  ofTask: Readonly<Record<string, string>>,
): { readonly recorded: readonly OtherCamera[]; readonly missing: readonly string[] } => {
  const images = topics.filter(isPictureTopic);
  const found = Object.entries(ofTask).map(([name, topic], at) => ({
    name,
    topic,
    image: named(images, topic),
    // The task's first camera paces; where it was not recorded, the one that stands in for it does.
    first: at === 0,
  }));
  return {
    recorded: found.flatMap(({ name, image }) =>
      image && image.name !== pacing.image.name ? [{ name, ...withInfo(image, topics) }] : [],
    ),
    missing: found.flatMap(({ name, topic, image, first }) =>
      image || first ? [] : [`${name} (${topic})`],
    ),
  };
};

export const isColour = ({ name }: TopicInfo): boolean => isColourTopic(name);
