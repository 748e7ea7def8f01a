import { describe, expect, it, onTestFinished } from "vitest";
import { openBag } from "../../../src/bag/index.js";
import { imageOffer, imageTopic, pickBag } from "./example.js";
import { type Json, startPeer } from "./peer.js";
import { ros2, until, whyNoRos } from "./processes.js";
import { cli, interrupted } from "./programs.js";

const latched = { type: "tf2_msgs/msg/TFMessage", durability: "transient_local" } as const;
const clockOffer = { type: "rosgraph_msgs/msg/Clock", reliability: "best_effort" } as const;
const infoTopic = "/camera/camera_info";
const infoOffer = { type: "sensor_msgs/msg/CameraInfo", depth: 100 } as const;

const listening = async () => {
  const peer = await startPeer();
  onTestFinished(peer.stop);
  peer.subscribe(infoTopic, infoOffer);
  peer.subscribe("/tf_static", latched);
  peer.subscribe("/clock", clockOffer);
  return peer;
};

interface Time {
  readonly sec: number;
  readonly nanosec: number;
}

const seconds = ({ sec, nanosec }: Time): number => sec + nanosec / 1e9;
const stampOf = ({ header }: Json): number => seconds((header as { readonly stamp: Time }).stamp);

const frames = async (): Promise<number> => {
  const bag = await openBag(pickBag);
  const { count = 0 } = bag.topics.find(({ name }) => name === infoTopic) ?? {};
  await bag.close();
  return count;
};

describe.skipIf(whyNoRos())("play", () => {
  it("sends every message, in its time, with its own types, and then ends with 0", async () => {
    const peer = await listening();
    const player = cli("play", pickBag, "--rate", "2", "--delay", "6", "--clock", "--json");
    await until("the first message", () => peer.messages(infoTopic).length > 0, 60);
    const begun = Date.now();
    expect(await player.ended, player.output()).toBe(0);
    const took = (Date.now() - begun) / 1000;
    const all = await frames();
    await until("every message", () => peer.messages(infoTopic).length >= all);
    expect(peer.messages("/tf_static")).toHaveLength(1);
    const stamps = peer.messages(infoTopic).map(stampOf);
    const span = Math.max(...stamps) - Math.min(...stamps);
    // At twice the pace; how much later than that is up to the machine.
    expect(took).toBeGreaterThan(span / 2 - 0.5);
    const times = peer.messages("/clock").map(({ clock }) => seconds(clock as Time));
    expect(times.length).toBeGreaterThan(span);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeCloseTo(Math.max(...stamps), 0);
    expect(JSON.parse(player.output())).toMatchObject({ rounds: 1, skipped: [] });
  });

  it("gives a latched topic to those who come late", async () => {
    const player = cli("play", pickBag, "--loop", "--topics", "/tf_static", imageTopic);
    const early = await startPeer();
    onTestFinished(early.stop);
    early.subscribe(imageTopic, imageOffer);
    await until("images", () => early.messages(imageTopic).length > 3, 60);
    const late = await startPeer();
    onTestFinished(late.stop);
    late.subscribe("/tf_static", latched);
    await until("the latched transform", () => late.messages("/tf_static").length > 0);
    expect(await interrupted(player)).toBe(0);
    expect(player.output()).toMatch(/messages on 2 topics/);
  });

  it("ends at once with 0 when it is stopped while it waits", async () => {
    const player = cli("play", pickBag, "--delay", "60");
    const there = (): boolean => ros2("node", "list", "--no-daemon").includes("_player");
    await until("the player", there, 60);
    const asked = Date.now();
    expect(await interrupted(player)).toBe(0);
    expect(Date.now() - asked).toBeLessThan(5000);
  });
});
