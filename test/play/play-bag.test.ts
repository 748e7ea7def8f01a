import { describe, expect, it } from "vitest";
import { createMcap, offeredQos, type QosProfile } from "../../src/bag/index.js";
import { SpatialRewardError } from "../../src/core/index.js";
import { encodeClock, interfaceDefinition } from "../../src/messages/index.js";
import { type PlayBagOptions, playBag, type TopicPublishers } from "../../src/play/index.js";
import { fixture, itWithSample, temporary } from "../bag/folders.js";
import { fakeClock } from "./fake-clock.js";

interface Sent {
  readonly topic: string;
  readonly bytes: string;
}

/** Publishers that note what they are given, and don't know the types in `without`. */
const fakePublishers = (without: readonly string[] = []) => {
  const advertised = new Map<string, { readonly type: string; readonly qos: QosProfile }>();
  const sent: Sent[] = [];
  const publishers: TopicPublishers = {
    advertise: (type, name, qos) => {
      if (without.includes(type)) throw new SpatialRewardError("ros.type", `no type ${type}`);
      advertised.set(name, { type, qos });
      return {
        publish: (bytes) =>
          void sent.push({ topic: name, bytes: Buffer.from(bytes).toString("hex") }),
      };
    },
  };
  return { publishers, advertised, sent };
};

const playing = (
  path: string,
  publishers: TopicPublishers,
  options: Partial<PlayBagOptions> = {},
) =>
  playBag({
    path,
    publishers,
    rate: 1,
    loop: false,
    delay: 1,
    clock: fakeClock().clock,
    signal: new AbortController().signal,
    onSkipped: () => undefined,
    ...options,
  });

const latched: QosProfile = { reliability: "reliable", durability: "transient_local", depth: 1 };
const sensor: QosProfile = { reliability: "best_effort", durability: "volatile", depth: 5 };

const types = {
  "/tf_static": ["tf2_msgs/msg/TFMessage", latched],
  "/image": ["sensor_msgs/msg/CompressedImage", sensor],
  "/clock": ["rosgraph_msgs/msg/Clock", sensor],
} as const;

/** A tick, an image and a transform, 10 ms apart. */
const recorded = async (): Promise<string> => {
  const path = `${temporary()}/walk.mcap`;
  const topics = Object.entries(types).map(([name, [type, qos]]) => ({
    name,
    type,
    definition: type.includes("Clock")
      ? "builtin_interfaces/Time clock"
      : interfaceDefinition(type),
    offeredQos: offeredQos(qos),
  }));
  const bag = await createMcap(path, { topics });
  for (const [i, topic] of ["/clock", "/image", "/tf_static"].entries()) {
    const data = Uint8Array.of(0, 1, 0, 0, i);
    await bag.write({ topic, logTime: BigInt(i) * 10_000_000n, data });
  }
  await bag.close();
  return path;
};

describe("a recording played", () => {
  it("has its own types, profiles and bytes", async () => {
    const { publishers, advertised, sent } = fakePublishers();
    const played = await playing(await recorded(), publishers);
    expect(Object.fromEntries(advertised)).toEqual(
      Object.fromEntries(Object.entries(types).map(([name, [type, qos]]) => [name, { type, qos }])),
    );
    expect(sent).toEqual([
      { topic: "/clock", bytes: "0001000000" },
      { topic: "/image", bytes: "0001000001" },
      { topic: "/tf_static", bytes: "0001000002" },
    ]);
    expect(played).toMatchObject({ messages: 3, rounds: 1, skipped: [] });
  });

  it("waits for subscribers first", async () => {
    const { clock, slept } = fakeClock();
    await playing(await recorded(), fakePublishers().publishers, { clock, delay: 2 });
    expect(slept[0]).toBe(2000);
  });

  it("plays only the topics that are asked for", async () => {
    const { publishers, advertised, sent } = fakePublishers();
    await playing(await recorded(), publishers, { topics: ["/image"] });
    expect([...advertised.keys()]).toEqual(["/image"]);
    expect(sent).toHaveLength(1);
  });

  it("replaces the recording's clock by its own", async () => {
    const { publishers, sent } = fakePublishers();
    await playing(await recorded(), publishers, { clockRate: 1000 });
    const ticks = sent.filter(({ topic }) => topic === "/clock").map(({ bytes }) => bytes);
    expect(ticks).toHaveLength(11);
    expect(ticks[3]).toBe(Buffer.from(encodeClock(10_000_000n + 3_000_000n)).toString("hex"));
  });

  it("leaves out what ROS doesn't know, and says so", async () => {
    const skipped: string[] = [];
    const { publishers, sent } = fakePublishers(["tf2_msgs/msg/TFMessage"]);
    const played = await playing(await recorded(), publishers, {
      onSkipped: ({ name, reason }) => skipped.push(`${name}: ${reason}`),
    });
    expect(skipped).toEqual(["/tf_static: no type tf2_msgs/msg/TFMessage"]);
    expect(sent.map(({ topic }) => topic)).toEqual(["/clock", "/image"]);
    expect(played.skipped).toHaveLength(1);
  });

  it("leaves out what is no CDR: whole topics by name, single messages by count", async () => {
    const path = `${temporary()}/mixed.mcap`;
    const definition = interfaceDefinition("std_msgs/msg/Bool");
    const bool = { type: "std_msgs/msg/Bool", definition };
    const bag = await createMcap(path, {
      topics: [
        { name: "/good", ...bool },
        { name: "/json", ...bool, messageEncoding: "json" },
      ],
    });
    const messages = [[0, 1, 0, 0, 1], [123, 125], [], [0, 1, 0, 0, 0]];
    for (const [i, bytes] of messages.entries())
      await bag.write({ topic: "/good", logTime: BigInt(i), data: Uint8Array.from(bytes) });
    await bag.write({ topic: "/json", logTime: 9n, data: Uint8Array.of(123, 125) });
    await bag.close();
    const { publishers, sent } = fakePublishers();
    const played = await playing(path, publishers);
    expect(sent.map(({ bytes }) => bytes)).toEqual(["0001000001", "0001000000"]);
    expect(played).toMatchObject({
      messages: 2,
      skipped: [{ name: "/json", reason: "its messages are json, not CDR" }],
      remarks: [
        {
          kind: "message",
          what: "messages on /good are not sent: /good: 2 bytes that are no CDR",
          count: 2,
        },
      ],
    });
  });

  it("has no ticks of a clock that ROS 2 can't tell, and goes on", async () => {
    const path = `${temporary()}/late.mcap`;
    const type = "std_msgs/msg/Bool";
    const topics = [{ name: "/good", type, definition: interfaceDefinition(type) }];
    const bag = await createMcap(path, { topics });
    const logTime = 3_000_000_000_000_000_000n;
    await bag.write({ topic: "/good", logTime, data: Uint8Array.of(0, 1, 0, 0, 1) });
    await bag.close();
    const { publishers, sent } = fakePublishers();
    const played = await playing(path, publishers, { clockRate: 10 });
    expect(sent.map(({ topic }) => topic)).toEqual(["/good"]);
    expect(played.remarks).toMatchObject([{ count: 1 }]);
  });

  it("is refused when no topic is left", async () => {
    const known = fakePublishers();
    const path = await recorded();
    await expect(playing(path, known.publishers, { topics: ["/no"] })).rejects.toMatchObject({
      code: "bag.nothing-to-play",
      message: expect.stringContaining("it has none of /no"),
    });
  });

  it("of ROS 1 becomes ROS 2's", async () => {
    const { publishers, advertised, sent } = fakePublishers();
    await playing(fixture("strings.bag"), publishers);
    expect(new Set([...advertised.values()].map(({ type }) => type))).toEqual(
      new Set(["std_msgs/msg/String"]),
    );
    expect(sent[0]?.bytes).toMatch(/^00010000/);
  });

  itWithSample(
    "of ROS 1 leaves out types that ROS 2 lacks, and plays the images",
    "ros1/realsense_d435_single_depth_color_640x480.bag",
    async (path) => {
      const { publishers, advertised } = fakePublishers();
      const played = await playing(path, publishers);
      const images = [...advertised.values()].filter(({ type }) => /\/Image$/.test(type));
      expect(images).toHaveLength(2);
      expect(played.skipped.every(({ reason }) => reason.includes("no such type"))).toBe(true);
    },
  );
});
