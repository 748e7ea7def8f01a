import type { Seconds } from "../core/index.js";
import type { Closable, Delivery, Log, Publisher, Robot } from "../live/index.js";
import {
  interfaceDefinition,
  isCameraInfoTopic,
  isTransformsTopic,
  type TopicSchema,
} from "../messages/index.js";
import { isFixedTransforms } from "../scene/index.js";
import { type Channels, createChannels } from "./channels.js";
import type { OpenLink } from "./link.js";
import { createPublishBack, type PublishBack } from "./publish-back.js";
import { createRobotClock } from "./robot-clock.js";
import type { RewardServer } from "./serve.js";
import { whySilent } from "./silence.js";
import { createSubscriptions } from "./subscriptions.js";
import type { Closing, FromThread, Server } from "./thread.js";

/** Messages that wait while this computer is busy, the newest ones. */
const keeps = { pictures: 2, lens: 16, transforms: 512 } as const;

/** A robot behind a Foxglove WebSocket. */
export interface FoxgloveRobot extends Robot {
  readonly channels: Pick<Channels, "images" | "cameras" | "named">;
  /** Undefined while there is no connection. */
  readonly server: () => Server | undefined;
  /** Why there is none. */
  readonly trouble: () => Closing | undefined;
  /** Of what we publish there; undefined: it takes nothing. */
  readonly takesBack: PublishBack["encoding"];
  /** By topic: messages that came while this computer was busy, and that newer ones replaced. */
  readonly missed: () => ReadonlyMap<string, number>;
  /** Connections after the first. */
  readonly reconnections: () => number;
  readonly close: () => Promise<void>;
}

export interface FoxgloveRobotParts {
  readonly url: string;
  readonly openLink: OpenLink;
  readonly log: Log;
  /** A clock that only goes forward. */
  readonly clock: () => Seconds;
  /** Rewards are published to the robot's server, where it takes them. */
  readonly publishBack: boolean;
  /** Where they are served besides. */
  readonly rewards: () => RewardServer | undefined;
  /** The connection, or what is advertised, has changed. */
  readonly onChange: () => void;
}

type Message = Extract<FromThread, { readonly kind: "message" }>;

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
  const { url, log, onChange } = parts;
  const channels = createChannels(log);
  const time = createRobotClock(parts.clock);
  const missed = new Map<string, number>();
  let server: Server | undefined;
  let trouble: Closing | undefined;
  let sessions = 0;
  const link = parts.openLink(
    { url },
    (message) => hear(message),
    // Which it never should: there is no connection any more, and none will come.
    (why) => change({ kind: "closed", foreign: false, why: `its thread failed: ${why}`, again: 0 }),
  );
  const session = (): number => server?.session ?? 0;
  const subscriptions = createSubscriptions(channels.all, session, link.say);
  const back = createPublishBack(link.say);

  const open = (now: Server): void => {
    [server, trouble] = [now, undefined];
    sessions++;
    log.info(`connected to ${url} (${now.name || "without a name"}, ${now.protocol})`);
    if (parts.publishBack) back.open(now);
  };
  const lost = (closing: Closing): void => {
    if (server) log.warn(`foxglove.unreachable: ${url} is lost: ${closing.why}; trying again`);
    [server, trouble] = [undefined, closing];
    channels.clear();
    subscriptions.forget();
    back.closed();
  };
  const passOn = ({ channel, time: sent, bytes, missed: more }: Message): void => {
    time.heard(sent);
    const topic = channels.all().find(({ id }) => id === channel)?.schema.topic;
    if (topic !== undefined && more > 0) missed.set(topic, (missed.get(topic) ?? 0) + more);
    link.say({ kind: "taken", channel });
    subscriptions.message(channel, bytes);
  };
  const tell = ({ level, text }: Extract<FromThread, { readonly kind: "status" }>): void => {
    const say = level === "info" ? log.info : log.warn;
    say(`${url} says: ${text}`);
  };
  const change = (message: Exclude<FromThread, Message | { kind: "time" | "status" }>): void => {
    if (message.kind === "open") open(message.server);
    else if (message.kind === "closed") lost(message);
    else if (message.kind === "advertised") channels.add(message.channels);
    else channels.remove(message.channels);
    subscriptions.update();
    onChange();
  };
  const hear = (message: FromThread): void => {
    if (message.kind === "message") passOn(message);
    else if (message.kind === "time") time.heard(message.time);
    else if (message.kind === "status") tell(message);
    else change(message);
  };

  const advertise = (type: string, topic: string, delivery: Delivery): Publisher => {
    const schema = ownSchema(topic.replace(/^~/, ownName), type);
    const served = parts.rewards()?.advertise(schema, delivery === "latched");
    // Nobody on the robot has asked for a picture.
    const publishBack = delivery === "newest" ? undefined : back.add(schema);
    return {
      publish: (bytes) => {
        served?.publish(bytes);
        publishBack?.(bytes);
      },
      subscribers: () => served?.subscribers() ?? 0,
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
      silence: () => whySilent(topic.topic, channels, trouble),
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
    silence: (camera) => whySilent(camera, channels, trouble),
    advertise,
    channels,
    server: () => server,
    trouble: () => trouble,
    takesBack: back.encoding,
    missed: () => missed,
    reconnections: () => Math.max(0, sessions - 1),
    close: link.close,
  };
};
