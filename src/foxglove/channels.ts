import { failureOf } from "../core/index.js";
import type { Log } from "../live/index.js";
import {
  isCameraInfoTopic,
  isPictureTopic,
  isTransformsTopic,
  looksLikeCamera,
  pictureReader,
  type TopicSchema,
} from "../messages/index.js";
import { depthNames, imageNames, lensNames } from "../scene/index.js";
import type { KnownChannel } from "./subscriptions.js";
import type { Channel } from "./thread.js";
import { topicSchema } from "./topic-schema.js";

/** What a server advertises at the moment, and what of it cameras are made of. */
export interface Channels {
  readonly all: () => readonly KnownChannel[];
  readonly add: (channels: readonly Channel[]) => void;
  readonly remove: (channels: readonly number[]) => void;
  readonly clear: () => void;
  readonly named: (topic: string) => readonly TopicSchema[];
  /** Where a camera's images are, the preferred one first. */
  readonly images: (camera: string) => readonly TopicSchema[];
  readonly depths: (depth: string) => readonly TopicSchema[];
  /** What tells how the lens of a topic's images sees. */
  readonly lens: (image: string) => TopicSchema | undefined;
  readonly transforms: () => readonly TopicSchema[];
  /** All that show pictures, read or not. */
  readonly cameras: () => readonly TopicSchema[];
}

/** Whether the definition is one that its messages can be read by; told once for each. */
const readable = (log: Log) => {
  const known = new WeakMap<TopicSchema, boolean>();
  const look = (topic: TopicSchema): boolean => {
    try {
      pictureReader(topic);
      return true;
    } catch (thrown) {
      const { code, message } = failureOf(thrown, "message.schema");
      log.warn(`${code}: ${message}; ${topic.topic} is left out`);
      return false;
    }
  };
  return (topic: TopicSchema): boolean => {
    const isRead = known.get(topic) ?? look(topic);
    known.set(topic, isRead);
    return isRead;
  };
};

export const createChannels = (log: Log): Channels => {
  let all: readonly KnownChannel[] = [];
  const isReadable = readable(log);
  const named = (topic: string): readonly TopicSchema[] =>
    all.map(({ schema }) => schema).filter((schema) => schema.topic === topic);
  const pictures = (names: readonly string[]): readonly TopicSchema[] =>
    names.flatMap(named).filter(isPictureTopic).filter(isReadable);
  const those = (are: (topic: TopicSchema) => boolean): readonly TopicSchema[] =>
    all.map(({ schema }) => schema).filter(are);
  return {
    all: () => all,
    add: (channels) => {
      const others = all.filter(({ id }) => !channels.some((channel) => channel.id === id));
      const added = channels.map((each) => ({ id: each.id, schema: topicSchema(each) }));
      all = [...others, ...added];
    },
    remove: (gone) => {
      all = all.filter(({ id }) => !gone.includes(id));
    },
    clear: () => {
      all = [];
    },
    named,
    images: (camera) => pictures(imageNames(camera)),
    depths: (depth) => pictures(depthNames(depth)),
    lens: (image) =>
      lensNames(image)
        .map((names) => names.flatMap(named).find(isCameraInfoTopic))
        .find((lens) => lens !== undefined),
    transforms: () => those(isTransformsTopic),
    cameras: () => those(looksLikeCamera),
  };
};
