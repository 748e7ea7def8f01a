import { open } from "node:fs/promises";
import { join } from "node:path";
import { McapIndexedReader, type McapTypes } from "@mcap/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unpackChunk } from "../../src/bag/mcap/chunk.js";
import { messagesInOrder } from "../../src/bag/mcap/pass.js";
import { Segments } from "../../src/bag/segments.js";
import { temporary } from "./folders.js";
import { type Message, writeMcapFile } from "./recordings.js";

interface Passed {
  readonly channelId: number;
  readonly logTime: bigint;
  readonly publishTime: bigint;
  readonly data: string;
}

const passed = ({
  channelId,
  logTime,
  publishTime,
  data,
}: Omit<Passed, "data"> & { data: Uint8Array }) => ({
  channelId,
  logTime,
  publishTime,
  data: Buffer.from(data).toString("hex"),
});

/** One pass by the library, which the format's makers wrote, and one by us; and how many chunks we read. */
const bothPasses = async (messages: readonly Message[], topics?: readonly string[]) => {
  const path = await writeMcapFile(join(temporary(), "a.mcap"), messages);
  const handle = await open(path);
  const { size } = await handle.stat();
  const readable = new Segments([{ handle, position: 0, length: size }]);
  const reader = await McapIndexedReader.Initialize({ readable });
  const [theirs, ours]: [Passed[], Passed[]] = [[], []];
  for await (const message of reader.readMessages(topics ? { topics } : {}))
    theirs.push(passed(message));
  let chunks = 0;
  const read = async ({ chunkStartOffset, chunkLength }: McapTypes.ChunkIndex) => {
    chunks++;
    const { buffer, byteOffset, byteLength } = await readable.read(chunkStartOffset, chunkLength);
    return unpackChunk(new DataView(buffer, byteOffset, byteLength), {});
  };
  const wanted =
    topics && [...reader.channelsById.values()].filter(({ topic }) => topics.includes(topic));
  const pass = messagesInOrder(
    { indexes: reader.chunkIndexes, read },
    wanted && new Set(wanted.map(({ id }) => id)),
  );
  for await (const message of pass) ours.push(passed(message));
  await handle.close();
  return { theirs, ours, chunks, all: reader.chunkIndexes.length };
};

const message = (topic: string, at: number, bytes: number): Message => ({
  topic,
  logTime: BigInt(at),
  data: new Uint8Array(bytes).fill(at),
});

describe("one pass over a file", () => {
  it("gives what the format's own reader gives, whatever order it was written in", async () => {
    const written = fc.array(
      fc.record({
        topic: fc.constantFrom("/camera", "/joints"),
        at: fc.integer({ min: 0, max: 40 }),
        bytes: fc.integer({ min: 0, max: 900 }),
      }),
      { minLength: 1, maxLength: 60 },
    );
    const asked = fc.constantFrom(undefined, ["/camera"], ["/joints"], ["/nothing"]);
    await fc.assert(
      fc.asyncProperty(written, asked, async (all, topics) => {
        const messages = all.map(({ topic, at, bytes }) => message(topic, at, bytes));
        const { theirs, ours } = await bothPasses(messages, topics);
        expect(ours).toEqual(theirs);
      }),
      { numRuns: 60 },
    );
  });

  it("never reads a chunk without a wanted message", async () => {
    const messages = Array.from({ length: 40 }, (_, i) =>
      message(i < 20 ? "/joints" : "/camera", i, 900),
    );
    const { ours, chunks, all } = await bothPasses(messages, ["/joints"]);
    expect(ours).toHaveLength(20);
    expect(chunks).toBeLessThan(all);
  });

  it.each([
    ["ends within a record", Uint8Array.of(5, 200, 0, 0, 0, 0, 0, 0, 0, 1)],
    ["has no header", Uint8Array.of(5, 3, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3)],
  ])("of a chunk that %s is an error", async (what, records) => {
    const [index] = await indexesOf();
    const pass = messagesInOrder({ indexes: index ? [index] : [], read: async () => records });
    await expect(pass.next()).rejects.toThrow(what);
  });

  it("refuses messages outside the time that the index states", async () => {
    const [index] = await indexesOf();
    if (index === undefined) throw new Error("a file without chunks");
    const late = { ...index, messageStartTime: index.messageStartTime + 1n };
    const head = new DataView(new ArrayBuffer(31));
    head.setUint8(0, 5);
    head.setBigUint64(1, 22n, true);
    head.setBigUint64(15, index.messageStartTime, true);
    const read = async () => new Uint8Array(head.buffer);
    await expect(messagesInOrder({ indexes: [late], read }).next()).rejects.toThrow(
      "outside the time",
    );
  });
});

const indexesOf = async (): Promise<readonly McapTypes.ChunkIndex[]> => {
  const path = await writeMcapFile(join(temporary(), "b.mcap"), [message("/joints", 7, 3)]);
  const handle = await open(path);
  const { size } = await handle.stat();
  const readable = new Segments([{ handle, position: 0, length: size }]);
  const { chunkIndexes } = await McapIndexedReader.Initialize({ readable });
  await handle.close();
  return chunkIndexes;
};
