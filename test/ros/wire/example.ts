import { resolve } from "node:path";
import { type BagMessage, openBag } from "../../../src/bag/index.js";
import type { Offer, Peer } from "./peer.js";
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

const topics: Readonly<Record<string, Offer>> = {
  [imageTopic]: imageOffer,
  "/camera/camera_info": { type: "sensor_msgs/msg/CameraInfo" },
  "/tf": { type: "tf2_msgs/msg/TFMessage" },
  "/tf_static": { type: "tf2_msgs/msg/TFMessage", durability: "transient_local" },
};

/** The example recording's messages in its own order, copied out of the reader. */
export const exampleMessages = async (): Promise<readonly BagMessage[]> => {
  const reader = await openBag(pickBag);
  const messages: BagMessage[] = [];
  for await (const message of reader.messages({ topics: Object.keys(topics) }))
    messages.push({ ...message, data: message.data.slice() });
  await reader.close();
  return messages;
};

/** Publishers as a robot with this camera has them; resolves when the node hears the images. */
export const advertiseExample = async (peer: Peer, messages: readonly BagMessage[]) => {
  for (const [topic, offer] of Object.entries(topics)) peer.advertise(topic, offer);
  await until("the node's subscription", async () => (await peer.subscribers(imageTopic)) > 0);
  for (const { topic, data } of messages) if (topic === "/tf_static") peer.publish(topic, data);
};

/** Plays frame by frame, each when the one before has its reward, so that none is dropped. */
export const playFrames = async (peer: Peer, messages: readonly BagMessage[]) => {
  let expected = peer.messages(rewardTopic).length;
  for (const { topic, data } of messages) {
    if (topic === "/tf_static") continue;
    peer.publish(topic, data);
    if (topic !== imageTopic) continue;
    expected++;
    await until(`reward ${expected}`, () => peer.messages(rewardTopic).length >= expected);
  }
};
