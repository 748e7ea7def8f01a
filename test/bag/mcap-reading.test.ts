import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openBag } from "../../src/bag/index.js";
import { temporary } from "./folders.js";
import {
  allOf,
  codecs,
  conversation,
  definitionOf,
  inHex,
  start,
  writeMcapFile,
} from "./recordings.js";

const open = async (
  ...args: Parameters<typeof writeMcapFile> extends [string, ...infer Rest] ? Rest : never
) => openBag(await writeMcapFile(join(temporary(), "bag.mcap"), ...args));

describe("an MCAP recording", () => {
  it.each(Object.entries(codecs))("is read with chunks in %s", async (_, compressChunk) => {
    const messages = conversation(100);
    const bag = await open(messages, { compressChunk });
    expect(bag).toMatchObject({ format: "mcap", truncated: false });
    expect(await allOf(bag)).toEqual(inHex(messages));
    await bag.close();
  });

  it("says what it has: topics, their types and definitions, counts and times", async () => {
    const bag = await open(conversation(101));
    expect(bag.topics).toMatchObject([
      {
        name: "/camera",
        type: "sensor_msgs/msg/Image",
        messageEncoding: "cdr",
        schemaEncoding: "ros2msg",
        definition: definitionOf("/camera"),
        count: 51,
      },
      { name: "/joints", count: 50 },
    ]);
    expect([bag.start, bag.end]).toEqual([start, start + 1_000_000_000n]);
    await bag.close();
  });

  it("keeps the time at which a message was sent apart from that at which it was recorded", async () => {
    const bag = await open(conversation(1));
    for await (const { publishTime, logTime } of bag.messages())
      expect(publishTime).toBe(logTime - 1n);
    await bag.close();
  });

  it("reads only the topics asked for; one that is not there is no error", async () => {
    const messages = conversation(60);
    const bag = await open(messages);
    expect(await allOf(bag, ["/joints", "/nowhere"])).toEqual(
      inHex(messages.filter(({ topic }) => topic === "/joints")),
    );
    expect(await allOf(bag, [])).toEqual([]);
    await bag.close();
  });

  it("comes in log-time order though it was written in another, in chunks that overlap", async () => {
    const messages = conversation(200);
    const shuffled = messages.map((_, i) => messages[(i * 77) % 200] ?? expect.fail("no message"));
    const bag = await open(shuffled);
    expect(await allOf(bag)).toEqual(inHex(messages));
    await bag.close();
  });

  it("can be read twice at the same time", async () => {
    const messages = conversation(80);
    const bag = await open(messages);
    const [once, twice] = await Promise.all([allOf(bag), allOf(bag, ["/camera"])]);
    expect(once).toEqual(inHex(messages));
    expect(twice).toEqual(once.filter(({ topic }) => topic === "/camera"));
    await bag.close();
  });

  it.each([
    ["without chunks", { useChunks: false }],
    ["without a chunk index", { useChunkIndex: false }],
    ["without message indexes", { useMessageIndex: false }],
    ["without statistics", { useStatistics: false }],
    ["whose summary lacks channels", { repeatChannels: false }],
    ["whose summary lacks schemas", { repeatSchemas: false }],
    [
      "without any summary",
      {
        useChunkIndex: false,
        repeatChannels: false,
        repeatSchemas: false,
        useStatistics: false,
        useSummaryOffsets: false,
        useMetadataIndex: false,
        useAttachmentIndex: false,
      },
    ],
  ])("is whole %s", async (_, options) => {
    const messages = conversation(90);
    const metadata = new Map([["robot", new Map([["arm", "widowx"]])]]);
    const bag = await open(messages, { ...options, metadata, compressChunk: codecs.zstd });
    expect(bag.truncated).toBe(false);
    expect(await allOf(bag)).toEqual(inHex(messages));
    expect(bag.topics.map(({ count, definition }) => [count, definition])).toEqual([
      [45, definitionOf("/camera")],
      [45, definitionOf("/joints")],
    ]);
    expect(bag.metadata().get("robot")).toEqual(new Map([["arm", "widowx"]]));
    await bag.close();
  });

  it("hands on schemas in IDL as they are", async () => {
    const bag = await open(conversation(2), { schemaEncoding: "ros2idl" });
    expect(bag.topics.map(({ schemaEncoding }) => schemaEncoding)).toEqual(["ros2idl", "ros2idl"]);
    await bag.close();
  });

  it("with a damaged chunk is read around it, and says how many messages are lost", async () => {
    const path = await writeMcapFile(join(temporary(), "damaged.mcap"), conversation(50));
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 0xff;
    writeFileSync(path, bytes);
    const bag = await openBag(path);
    expect(bag.remarks).toEqual([]);
    const read = await allOf(bag);
    const lost = 50 - read.length;
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(12);
    const written = inHex(conversation(50));
    expect(read).toEqual(
      written.filter((message) => read.some(({ data }) => data === message.data)),
    );
    await allOf(bag); // once more is not twice as many
    expect(bag.remarks).toEqual([
      { kind: "truncated", what: "messages are lost in damaged chunks", count: lost },
    ]);
    await bag.close();
  });
});
