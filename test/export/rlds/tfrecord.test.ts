import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordsIn, ShardWriter, shardName } from "../../../src/export/rlds/tfrecord.js";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "tfrecord-"));
});
afterAll(() => rm(root, { recursive: true }));

const written = async (name: string, records: readonly string[], largest = 1e6) => {
  const writer = new ShardWriter((i) => join(root, `${name}-${i}`), largest);
  for (const each of records) await writer.add(Buffer.from(each));
  return writer.close();
};
const texts = (records: readonly Uint8Array[] | string) =>
  typeof records === "string" ? records : records.map((each) => Buffer.from(each).toString());

describe("TFRecord", () => {
  it("is read as it was written, records of no bytes, too", async () => {
    const [shard] = await written("one", ["a", "", "long".repeat(1000)]);
    expect(shard).toMatchObject({ records: 3, bytes: 4001 });
    const read = await recordsIn(shard?.path ?? "");
    expect(texts(read)).toEqual(["a", "", "long".repeat(1000)]);
  });

  it("has the bytes that TensorFlow writes", async () => {
    // tf.io.TFRecordWriter(path).write(b"abc")
    const [shard] = await written("bytes", ["abc"]);
    expect((await readFile(shard?.path ?? "")).toString("hex")).toBe(
      "0300000000000000b099490e6162636e57f121",
    );
  });

  it("begins another file when one is large enough", async () => {
    const shards = await written("many", ["aaaa", "bbbb", "c"], 8);
    expect(shards.map(({ records, bytes }) => [records, bytes])).toEqual([
      [2, 8],
      [1, 1],
    ]);
    expect(shardName("set-train", 1, 12)).toBe("set-train.tfrecord-00001-of-00012");
  });

  it.each([
    [0, "record 0: its length is damaged"],
    [13, "record 0: is damaged"],
    [20, "record 1: its length is damaged"],
  ])("tells a byte that has changed, at %d", async (at, what) => {
    const [shard] = await written(`damaged-${at}`, ["abc", "def"]);
    const path = shard?.path ?? "";
    const bytes = await readFile(path);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(path, bytes);
    expect(await recordsIn(path)).toBe(what);
  });

  it("tells a file that is cut off", async () => {
    const [shard] = await written("cut", ["abc", "def"]);
    const path = shard?.path ?? "";
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, bytes.length - 3));
    expect(await recordsIn(path)).toBe("record 1: is cut off");
  });
});
