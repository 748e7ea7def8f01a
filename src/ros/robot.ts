import type { Seconds } from "../core/index.js";
import type { Closable, Delivery, Robot } from "../live/index.js";
import type { TopicSchema } from "../messages/index.js";
import {
  cameraInfoTopicOf,
  cameraInfoType,
  depthTopicsOf,
  type ImageTopic,
  imageTopicsOf,
  publishedDepths,
} from "./camera-topics.js";
import type { Qos, RosNode } from "./port.js";
import { createPresence } from "./presence.js";
import type { Settings } from "./settings.js";
import { whySilent } from "./silence.js";

/** SensorDataQoS with a queue of one: a camera's second newest frame is of no use. */
export const sensorQos: Qos = { reliability: "best_effort", durability: "volatile", depth: 1 };

const deliveries: Readonly<Record<Delivery, Qos>> = {
  reliable: { reliability: "reliable", durability: "volatile", depth: 10 },
  latched: { reliability: "reliable", durability: "transient_local", depth: 1 },
  newest: sensorQos,
};

const transformType = "tf2_msgs/msg/TFMessage";
const transformTopics = [
  { topic: "/tf", durability: "volatile" },
  { topic: "/tf_static", durability: "transient_local" },
] as const;

/** ROS's own types need no definition. */
const schemaOf = (topic: string, type: string): TopicSchema => ({
  topic,
  type,
  definition: "",
  schemaEncoding: "ros2msg",
  messageEncoding: "cdr",
});

const schemasOf = (topics: readonly ImageTopic[]): readonly TopicSchema[] =>
  topics.map(({ topic, type }) => schemaOf(topic, type));

const transportOf = ({ transport }: Pick<Settings, "transport">) =>
  transport === "raw" || transport === "compressed" ? transport : "auto";

const closeAll = (all: readonly Closable[]): void => {
  for (const one of all) one.close();
};

/** The robot as ROS shows it to a node. `clock` only goes forward. */
export const rosRobot = (
  node: RosNode,
  settings: () => Pick<Settings, "transport">,
  clock: () => Seconds,
): Robot => {
  const isPublished = createPresence(node, clock);
  const hear = (
    topic: TopicSchema,
    qos: Qos,
    take: (bytes: Uint8Array) => void,
    overridable = false,
  ) => node.subscribe(topic.type, topic.topic, qos, take, { overridable });

  return {
    log: node.log,
    now: node.now,
    resolve: node.resolve,
    images: (camera) =>
      schemasOf(imageTopicsOf(camera, transportOf(settings()), node.publishersOf)),
    depths: (depth) => schemasOf(publishedDepths(depth, node.publishersOf)),
    publishers: (topic) => node.publishersOf(topic).length,
    isPublished: {
      image: isPublished,
      depth: (depth) => depthTopicsOf(depth).some(isPublished),
      lens: (image) => isPublished(cameraInfoTopicOf(image)),
      transforms: () => transformTopics.some(({ topic }) => isPublished(node.resolve(topic))),
    },
    subscribe: (image, take) => {
      const { qos, close } = hear(image, sensorQos, (bytes) => take(bytes, image), true);
      const silence = (wanted: string): string =>
        whySilent(wanted, image, qos, node.publishersOf(image.topic));
      return { silence, close };
    },
    subscribeLens: (image, take) => {
      const lens = schemaOf(cameraInfoTopicOf(image), cameraInfoType);
      return hear(lens, sensorQos, (bytes) => take(bytes, lens));
    },
    subscribeTransforms: (take) => {
      const all = transformTopics.map(({ topic, durability }) => {
        const schema = schemaOf(topic, transformType);
        const fixed = durability === "transient_local";
        const qos: Qos = { reliability: "reliable", durability, depth: 100 };
        return hear(schema, qos, (bytes) => take(bytes, schema, fixed));
      });
      return { close: () => closeAll(all) };
    },
    silence: (camera) => whySilent(camera, undefined, sensorQos, node.publishersOf(camera)),
    advertise: (type, topic, delivery) => node.advertise(type, topic, deliveries[delivery]),
  };
};
