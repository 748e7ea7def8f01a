import { open } from "node:fs/promises";
import { join } from "node:path";
import { McapIndexedReader } from "@mcap/core";
import { describe, expect, it } from "vitest";
import { Recycling } from "../../src/bag/mcap/recycling.js";
import { Segments } from "../../src/bag/segments.js";
import { temporary } from "./folders.js";
import { conversation, type Message, writeMcapFile } from "./recordings.js";

/** Memories that a pass over these messages was read into, and the bytes that came out. */
const pass = async (messages: readonly Message[]) => {
  const path = await writeMcapFile(join(temporary(), "a.mcap"), messages);
  const handle = await open(path);
  const { size } = await handle.stat();
  const segments = new Segments([{ handle, position: 0, length: size }]);
  const { chunkIndexes } = await McapIndexedReader.Initialize({ readable: segments });
  const recycling = new Recycling(segments, chunkIndexes);
  const memories = new Set<ArrayBufferLike>();
  const readable = {
    size: () => recycling.size(),
    read: async (offset: bigint, length: bigint) => {
      const bytes = await recycling.read(offset, length);
      if (length > 2000n) memories.add(bytes.buffer);
      return bytes;
    },
  };
  const reader = await McapIndexedReader.Initialize({ readable });
  const data: Uint8Array[] = [];
  for await (const message of reader.readMessages()) {
    recycling.now = message.logTime;
    data.push(message.data.slice());
  }
  await handle.close();
  return { memories: memories.size, chunks: chunkIndexes.length, data };
};

describe("memory for chunks", () => {
  it("is used again: a hundred chunks need that of a few", async () => {
    const { chunks, memories } = await pass(conversation(1200));
    expect(chunks).toBeGreaterThan(100);
    expect(memories).toBeLessThanOrEqual(4);
  });

  it("is kept for chunks that overlap in time", async () => {
    const messages = conversation(300);
    const early = messages.filter((_, i) => i % 3 === 0);
    const late = messages.filter((_, i) => i % 3 !== 0);
    const { data } = await pass([...early, ...late]);
    expect(data).toEqual(messages.map((message) => message.data));
  });
});

describe("segments", () => {
  it("read across their borders, and refuse what is beyond the end", async () => {
    const segments = new Segments([
      { bytes: Uint8Array.of(1, 2, 3) },
      { bytes: Uint8Array.of() },
      { bytes: Uint8Array.of(4, 5) },
    ]);
    expect([...(await segments.read(1n, 3n))]).toEqual([2, 3, 4]);
    expect([...(await segments.read(5n, 0n))]).toEqual([]);
    await expect(segments.read(3n, 3n)).rejects.toThrow("beyond the end");
  });
});
