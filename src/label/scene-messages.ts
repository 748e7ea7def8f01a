import type { BagMessage, BagReader, TopicInfo } from "../bag/index.js";
import { failureOf, SpatialRewardError } from "../core/index.js";
import {
  cameraInfoReader,
  depthReader,
  isTransformsTopic,
  pictureReader,
  transformsReader,
} from "../messages/index.js";
import {
  depthMessage,
  type EpisodeSplit,
  isFixedTransforms,
  passingImageMessage,
  type SceneMessage,
} from "../scene/index.js";
import type { Camera } from "./camera.js";
import { schemaOf } from "./topic-codec.js";

type Read = (message: BagMessage) => readonly SceneMessage[];

const isStatic = ({ name }: TopicInfo): boolean => isFixedTransforms(name);

/** A message that can't be read is one that says so, and never the end. */
const guarded =
  (topic: string, read: Read): Read =>
  (message) => {
    try {
      return read(message);
    } catch (thrown) {
      const failure = failureOf(thrown, "message.malformed");
      return [{ kind: "unreadable", logTime: message.logTime, topic, failure }];
    }
  };

/** Definitions that can't be parsed are found out with the first message, and told for each. */
const lazily = <T>(open: () => T): (() => T) => {
  let opened: { readonly value: T } | undefined;
  return () => {
    opened ??= { value: open() };
    return opened.value;
  };
};

const readImage = (image: TopicInfo): Read => {
  const reader = pictureReader(schemaOf(image));
  // Frames are still looked at when the reader has gone on.
  return ({ data, logTime, failure }) => [passingImageMessage(reader, data, logTime, failure)];
};

const readInfo = (topic: TopicInfo): Read => {
  const read = lazily(() => cameraInfoReader(schemaOf(topic)));
  return guarded(topic.name, ({ data, logTime }) => [
    { kind: "camera info", logTime, info: read()(data) },
  ]);
};

const readDepth = (topic: TopicInfo): Read => {
  const reader = lazily(() => depthReader(schemaOf(topic)));
  // A copy, as of an image.
  return guarded(topic.name, ({ data, logTime, failure }) => {
    if (failure) throw new SpatialRewardError(failure.code, failure.message);
    return [depthMessage(reader(), data.slice(), logTime)];
  });
};

/** How a depth camera's lens sees, which is not the camera's own. */
const ofDepth =
  (read: Read): Read =>
  (message) =>
    read(message).map((each) =>
      each.kind === "camera info" ? { ...each, kind: "depth camera info" } : each,
    );

const readTransforms = (topic: TopicInfo): Read => {
  const read = lazily(() => transformsReader(schemaOf(topic)));
  const fixed = isStatic(topic);
  return guarded(topic.name, ({ data, logTime }) => [
    { kind: "transforms", logTime, transforms: read()(data), fixed },
  ]);
};

export interface MessageReaders {
  readonly topics: readonly string[];
  readonly read: (message: BagMessage) => readonly SceneMessage[] | undefined;
  /** Some of the topics tell of frames that move. */
  readonly moves: boolean;
}

/** How the topics are read that a camera's frames are put together from, as the recording goes by. */
export const messageReaders = (
  topics: readonly TopicInfo[],
  { image, cameraInfo, depth }: Camera,
  split: EpisodeSplit | undefined,
): MessageReaders => {
  const moving = topics.filter((topic) => isTransformsTopic(topic) && !isStatic(topic));
  const reset: Read = ({ logTime }) => [{ kind: "reset", logTime }];
  const reads = new Map<string, readonly Read[]>();
  const add = (name: string, read: Read) => reads.set(name, [...(reads.get(name) ?? []), read]);
  if (split?.kind === "topic") add(split.topic, reset);
  if (cameraInfo) add(cameraInfo.name, readInfo(cameraInfo));
  if (depth?.cameraInfo) add(depth.cameraInfo.name, ofDepth(readInfo(depth.cameraInfo)));
  if (depth) add(depth.image.name, readDepth(depth.image));
  for (const topic of moving) add(topic.name, readTransforms(topic));
  add(image.name, readImage(image));
  return {
    topics: [...reads.keys()],
    read: (message) => reads.get(message.topic)?.flatMap((read) => read(message)),
    moves: moving.length > 0,
  };
};

/** Drivers publish an uncalibrated CameraInfo (K of zeros) until they have read their calibration. */
const mostUncalibrated = 10;

/** The first one, as of the recording's start. */
async function* calibratedInfo(
  reader: BagReader,
  { name }: TopicInfo,
  read: Read,
): AsyncGenerator<SceneMessage> {
  let tries = 0;
  for await (const message of reader.messages({ topics: [name] })) {
    const [first] = read(message);
    const isCalibrated = first && "info" in first && first.info.intrinsics !== undefined;
    if (isCalibrated) yield { ...first, logTime: 0n };
    if (isCalibrated || ++tries === mostUncalibrated) return;
  }
}

async function* fixedTransforms(
  reader: BagReader,
  topics: readonly TopicInfo[],
): AsyncGenerator<SceneMessage> {
  const reads = new Map(topics.map((topic) => [topic.name, readTransforms(topic)]));
  if (reads.size === 0) return;
  for await (const message of reader.messages({ topics: [...reads.keys()] }))
    yield* reads.get(message.topic)?.(message) ?? [];
}

/**
 * What counts from a recording's start, whenever it was recorded: transforms that don't move, and the first lens, which
 * stands in for frames before it. Live, a latched topic does the same.
 */
export async function* seedMessages(
  reader: BagReader,
  camera: Camera,
): AsyncGenerator<SceneMessage> {
  const fixed = reader.topics.filter((topic) => isTransformsTopic(topic) && isStatic(topic));
  for await (const message of fixedTransforms(reader, fixed)) yield { ...message, logTime: 0n };
  yield* lensSeeds(reader, camera);
}

/** As `seedMessages`, for a camera that shares with another one what transforms tell. */
export async function* lensSeeds(
  reader: BagReader,
  { cameraInfo, depth }: Camera,
): AsyncGenerator<SceneMessage> {
  if (cameraInfo) yield* calibratedInfo(reader, cameraInfo, readInfo(cameraInfo));
  const ofDepths = depth?.cameraInfo;
  if (ofDepths) yield* calibratedInfo(reader, ofDepths, ofDepth(readInfo(ofDepths)));
}
