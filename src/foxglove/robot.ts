import type { Closable, Delivery, Publisher, Robot } from "../live/index.js";
import {
  interfaceDefinition,
  isCameraInfoTopic,
  isTransformsTopic,
  type TopicSchema,
} from "../messages/index.js";
import { isFixedTransforms } from "../scene/index.js";
import { type Contact, type ContactParts, openContact } from "./contact.js";
import type { RewardServer } from "./serve.js";
import { whySilent } from "./silence.js";

/** Messages that wait while this computer is busy, the newest ones. */
const keeps = { pictures: 2, lens: 16, transforms: 512 } as const;

/** A robot behind a Foxglove WebSocket. */
export interface FoxgloveRobot
  extends Robot,
    Pick<Contact, "channels" | "server" | "trouble" | "missed" | "reconnections" | "close"> {
  /** In what rewards are published there; undefined: it takes nothing. */
  readonly takesBack: Contact["back"]["encoding"];
}

export interface FoxgloveRobotParts extends ContactParts {
  /** Where rewards are served besides. */
  readonly rewards: () => RewardServer | undefined;
}

const ownName = "/spatial_reward";

const same = (a: TopicSchema) => (b: TopicSchema) =>
  a.topic === b.topic &&
  a.type === b.type &&
  a.messageEncoding === b.messageEncoding &&
  String(a.definition) === String(b.definition);

const ownSchema = (topic: string, type: string): TopicSchema => ({
  topic,
  type,
  messageEncoding: "cdr",
  schemaEncoding: "ros2msg",
  definition: interfaceDefinition(type),
});

export const foxgloveRobot = (parts: FoxgloveRobotParts): FoxgloveRobot => {
  const { log } = parts;
  const contact = openContact(parts);
  const { channels, subscriptions, time, back, trouble } = contact;

  const advertise = (type: string, topic: string, delivery: Delivery): Publisher => {
    const schema = ownSchema(topic.replace(/^~/, ownName), type);
    const served = parts.rewards()?.advertise(schema, delivery === "latched");
    // Nobody on the robot has asked for a picture.
    const publishBack = delivery === "newest" ? undefined : back.add(schema);
    const isTakenBack = (): boolean => publishBack !== undefined && back.encoding() !== undefined;
    return {
      publish: (bytes) => {
        served?.publish(bytes);
        publishBack?.(bytes);
      },
      // Who listens on the robot its server doesn't tell.
      subscribers: () => (served?.subscribers() ?? 0) + Number(isTakenBack()),
      close: () => served?.close(),
    };
  };

  const listen = (
    wants: (topic: TopicSchema) => boolean,
    keep: number,
    take: (bytes: Uint8Array, topic: TopicSchema) => void,
  ): Closable => subscriptions.listen(wants, keep, take);

  return {
    log,
    now: time.now,
    resolve: (topic) => topic,
    images: channels.images,
    depths: channels.depths,
    publishers: (topic) => channels.named(topic).length,
    isPublished: {
      image: (topic) => channels.named(topic).length > 0,
      depth: (depth) => channels.depths(depth).length > 0,
      lens: (image) => channels.lens(image) !== undefined,
      transforms: () => channels.transforms().length > 0,
    },
    subscribe: (topic, take) => ({
      close: listen(same(topic), keeps.pictures, (bytes) => take(bytes, topic)).close,
      silence: () => whySilent(topic.topic, channels, trouble()),
    }),
    subscribeLens: (image, take) =>
      listen(
        (topic) => isCameraInfoTopic(topic) && topic.topic === channels.lens(image)?.topic,
        keeps.lens,
        take,
      ),
    subscribeTransforms: (take) =>
      listen(isTransformsTopic, keeps.transforms, (bytes, topic) =>
        take(bytes, topic, isFixedTransforms(topic.topic)),
      ),
    silence: (camera) => whySilent(camera, channels, trouble()),
    advertise,
    channels,
    server: contact.server,
    trouble,
    takesBack: back.encoding,
    missed: contact.missed,
    reconnections: contact.reconnections,
    close: contact.close,
  };
};
