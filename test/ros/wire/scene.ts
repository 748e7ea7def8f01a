import { onTestFinished } from "vitest";
import { pickTask, rewardOffer, rewardTopic } from "./example.js";
import { type LiveOptions, startLive } from "./live.js";
import { type Json, type Offer, type Peer, startPeer } from "./peer.js";
import { picture, rawOffer, wallNow } from "./pictures.js";
import { type Process, until } from "./processes.js";

export const camera = "/camera/image_raw";
export const diagnosticsOffer: Offer = { type: "diagnostic_msgs/msg/DiagnosticArray" };

/** A task that one camera's still picture can be asked about. */
export const still = `
task: reach the mug
objects: { mug: red mug }
cameras: { front: ${camera} }
stages:
  reach: { potential: "tolerance(distance(gripper, mug), 0 cm, 2 cm, 40 cm)", until: "distance(gripper, mug) < 1 mm", hold: 1 s }
success: reach
`;

export interface Scene {
  readonly node: Process;
  readonly peer: Peer;
}

/** The node with the example's task, and a peer that listens to its rewards. */
export const scene = async (options: LiveOptions = {}, rewards = rewardTopic): Promise<Scene> => {
  const node = startLive({ ...options, parameters: { task: pickTask, ...options.parameters } });
  const peer = await startPeer();
  onTestFinished(peer.stop);
  peer.subscribe(rewards, rewardOffer);
  if (options.parameters?.autostart !== false && options.parameters?.backend === undefined)
    await until("an active node", () => node.output().includes(" is active"));
  return { node, peer };
};

/** A raw camera that the node has found. */
export const plugIn = async (
  peer: Peer,
  topic = camera,
  offer: Offer = rawOffer,
): Promise<void> => {
  peer.advertise(topic, offer);
  await until(`a subscription to ${topic}`, async () => (await peer.subscribers(topic)) > 0);
};

/** Publishes pictures until something is there to see. */
export const showUntil = async <T>(
  peer: Peer,
  what: string,
  look: () => T | undefined | false,
  topic = camera,
): Promise<T> =>
  until(what, () => {
    peer.publish(topic, picture({ stamp: wallNow() }));
    return look();
  });

export const newest = (peer: Peer, topic = rewardTopic): Json | undefined =>
  peer.messages(topic).at(-1);

/** A status in the newest diagnostics whose name ends so. */
export const status = (peer: Peer, name: string): Json | undefined => {
  const { status: list = [] } = newest(peer, "/diagnostics") ?? {};
  return (list as readonly Json[]).find((each) => String(each.name).endsWith(name));
};

export const valueIn = (found: Json | undefined, key: string): string | undefined => {
  const pair = ((found?.values ?? []) as readonly Json[]).find((each) => each.key === key);
  return pair && String(pair.value);
};
