import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openBag } from "../../src/bag/index.js";
import { SpatialRewardError } from "../../src/core/index.js";
import { temporary } from "./folders.js";
import { allOf, codecs, conversation, inHex, mcapBytes, type Said } from "./recordings.js";

const messages = conversation(60);
const written = inHex(messages);

/** What is recovered of these bytes; undefined when they are refused. */
const recovered = async (
  bytes: Uint8Array,
): Promise<{ said: Said[]; truncated: boolean } | undefined> => {
  const path = join(temporary(), "cut.mcap");
  writeFileSync(path, bytes);
  const bag = await openBag(path).catch((thrown: unknown) => {
    if (!(thrown instanceof SpatialRewardError)) throw thrown;
    expect(["bag.empty", "bag.unreadable", "bag.not-a-bag"]).toContain(thrown.code);
    expect(thrown.message).toContain(path);
  });
  if (!bag) return undefined;
  const found = { said: await allOf(bag), truncated: bag.truncated };
  expect(found.said.length).toBe(bag.topics.reduce((sum, { count }) => sum + (count ?? 0), 0));
  await bag.close();
  return found;
};

const layouts = {
  "plain chunks": { compressChunk: codecs.none },
  "zstd chunks": { compressChunk: codecs.zstd },
  "no chunks": { useChunks: false },
  "no message indexes": { useMessageIndex: false },
} as const;

describe.each(Object.entries(layouts))("a recording cut off by a crash (%s)", (_, layout) => {
  it("gives a beginning of what was written, wherever it was cut", async () => {
    const bytes = await mcapBytes(messages, layout);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), async (length) => {
        const found = await recovered(bytes.subarray(0, length));
        if (!found) return;
        expect(found.said).toEqual(written.slice(0, found.said.length));
      }),
      { numRuns: 120 },
    );
  });
});

// Outside chunks there is no checksum: zeros within the last message can't be told from its data.
describe.each(Object.entries(layouts).filter(([name]) => name !== "no chunks"))(
  "a recording whose last pages a power cut left zero (%s)",
  (_, layout) => {
    it("gives a beginning of what was written, wherever they begin", async () => {
      const bytes = await mcapBytes(messages, layout);
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 1 }), async (length) => {
          const found = await recovered(bytes.slice().fill(0, length));
          if (!found) return;
          expect(found.said).toEqual(written.slice(0, found.said.length));
        }),
        { numRuns: 60 },
      );
    });
  },
);

describe("a recording cut off by a crash", () => {
  it("loses no whole chunk: the cut is in the last of them", async () => {
    const bytes = await mcapBytes(messages, { compressChunk: codecs.none });
    const found = await recovered(bytes.subarray(0, bytes.length * 0.85));
    expect(found?.truncated).toBe(true);
    // Chunks of 4096 bytes hold at most 10 of these messages.
    expect(found?.said.length).toBeGreaterThan(60 * 0.8 - 10);
  });

  it("without a single whole chunk is empty, and says that its recorder crashed", async () => {
    const path = join(temporary(), "early.mcap");
    writeFileSync(path, (await mcapBytes(messages)).subarray(0, 200));
    await expect(openBag(path)).rejects.toMatchObject({
      code: "bag.empty",
      message: `${path}: has no messages: its recorder crashed, or it was cut off, before the first were written whole`,
    });
  });
});
