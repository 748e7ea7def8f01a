import { resolve } from "node:path";
import { type BagMessage, openBag } from "../../../src/bag/index.js";
import type { Offer, Peer } from "./peer.js";
import { rawOffer } from "./pictures.js";
import { root, until } from "./processes.js";

export const pickBag = resolve(root, "examples/pick.mcap");
export const pickTask = resolve(root, "examples/pick.yaml");
export const imageTopic = "/camera/image_raw/compressed";
export const rewardTopic = "/spatial_reward/reward";

export const rewardOffer: Offer = { type: "spatial_reward/msg/RewardStamped", depth: 100 };
export const imageOffer: Offer = {
  type: "sensor_msgs/msg/CompressedImage",
  reliability: "best_effort",
};

/** A recording that is played onto the wire, and the topic of the camera that paces its task. */
export interface Example {
  readonly bag: string;
  readonly task: string;
  readonly paced: string;
}

export const pick: Example = { bag: pickBag, task: pickTask, paced: imageTopic };
/** With depth, TF of the gripper and a second camera. */
export const rgbd: Example = {
  bag: resolve(root, "examples/rgbd.mcap"),
  task: resolve(root, "examples/rgbd.yaml"),
  paced: imageTopic,
};

/** As drivers offer them, by type. */
const offers: Readonly<Record<string, Offer>> = {
  "sensor_msgs/msg/CompressedImage": imageOffer,
  "sensor_msgs/msg/Image": rawOffer,
  "sensor_msgs/msg/CameraInfo": { type: "sensor_msgs/msg/CameraInfo" },
  "tf2_msgs/msg/TFMessage": { type: "tf2_msgs/msg/TFMessage", depth: 100 },
};

const isLatched = (topic: string): boolean => topic === "/tf_static";

/** A recording as a robot says it. */
export interface Said {
  readonly example: Example;
  readonly offers: ReadonlyMap<string, Offer>;
  /** In its own order, copied out of the reader. */
  readonly messages: readonly BagMessage[];
}

export const exampleMessages = async (example: Example = pick): Promise<Said> => {
  const reader = await openBag(example.bag);
  const topics = new Map(
    reader.topics.flatMap(({ name, type }) => {
      const { [type]: offer } = offers;
      const durability = isLatched(name) ? { durability: "transient_local" as const } : {};
      return offer ? [[name, { ...offer, ...durability }] as const] : [];
    }),
  );
  const messages: BagMessage[] = [];
  for await (const message of reader.messages({ topics: [...topics.keys()] }))
    messages.push({ ...message, data: message.data.slice() });
  await reader.close();
  return { example, offers: topics, messages };
};

/** Publishers as a robot with these cameras has them; resolves when the node hears all of the images. */
export const advertiseExample = async (peer: Peer, { offers, messages }: Said) => {
  for (const [topic, offer] of offers) peer.advertise(topic, offer);
  for (const [topic, { type }] of offers)
    if (type.endsWith("Image"))
      await until(`a subscription to ${topic}`, async () => (await peer.subscribers(topic)) > 0);
  for (const { topic, data } of messages) if (isLatched(topic)) peer.publish(topic, data);
};

/**
 * Plays frame by frame, each when the one before has its reward, so that none is dropped; what follows an image up to
 * the next one (transforms, depth, other cameras) is said at once, since its frame may wait for it.
 */
export const playFrames = async (
  peer: Peer,
  { example }: Said,
  messages: readonly BagMessage[],
): Promise<void> => {
  let expected = peer.messages(rewardTopic).length;
  const answered = () =>
    until(`reward ${expected}`, () => peer.messages(rewardTopic).length >= expected);
  for (const { topic, data } of messages) {
    if (isLatched(topic)) continue;
    if (topic === example.paced) await answered();
    peer.publish(topic, data);
    if (topic === example.paced) expected++;
  }
  await answered();
};
