import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import zstd from "@foxglove/wasm-zstd";
import { describe, expect, it } from "vitest";
import { openBag } from "../../src/bag/index.js";
import { contentSize } from "../../src/bag/zstd.js";
import { writeDatabase } from "./databases.js";
import { fixture, temporary } from "./folders.js";
import { allOf, conversation, inHex, writeMcapFile } from "./recordings.js";

const messages = conversation(40);

const packed = async (path: string): Promise<string> => {
  await zstd.isLoaded;
  writeFileSync(`${path}.zstd`, zstd.compress(readFileSync(path), 1));
  return `${path}.zstd`;
};

const ours = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith("spatial-reward-"));

describe("a file compressed as a whole", () => {
  it.each([
    ["MCAP", "a.mcap", writeMcapFile],
    ["SQLite", "a.db3", writeDatabase],
  ])("%s is read, and what was unpacked is removed", async (_, name, write) => {
    const before = ours();
    const path = await packed(await write(join(temporary(), name), messages));
    const bag = await openBag(path);
    expect(bag.files).toEqual([path]);
    expect(await allOf(bag)).toEqual(inHex(messages));
    await bag.close();
    expect(ours()).toEqual(before);
  });

  it("that is cut off is unreadable, and named", async () => {
    const path = await packed(await writeMcapFile(join(temporary(), "a.mcap"), conversation(400)));
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length / 2));
    await expect(openBag(path)).rejects.toMatchObject({
      code: "bag.unreadable",
      message: expect.stringContaining(path),
    });
  });

  it("with something else in it is unreadable", async () => {
    const path = join(temporary(), "notes.txt");
    writeFileSync(path, "dear diary, today nothing was recorded");
    await expect(openBag(await packed(path))).rejects.toMatchObject({ code: "bag.not-a-bag" });
  });
});

describe("the size in the header of a zstd frame", () => {
  it.each([0, 1, 255, 256, 257, 65_791, 65_792, 1_000_000])("of %i bytes is read", async (size) => {
    await zstd.isLoaded;
    expect(contentSize(zstd.compress(new Uint8Array(size), 1))).toBe(BigInt(size));
  });
});

describe("a ROS 1 bag", () => {
  it.each(["strings.bag", "strings-bz2.bag"])("%s is read", async (name) => {
    const bag = await openBag(fixture(name));
    expect(bag.format).toBe("ros1");
    expect(bag.topics).toEqual([
      {
        name: "/chatter",
        type: "std_msgs/String",
        messageEncoding: "ros1",
        schemaEncoding: "ros1msg",
        definition: "string data\n",
        count: 3,
      },
    ]);
    const all = await allOf(bag);
    expect(all.map(({ logTime }) => logTime)).toEqual([
      100_000_000_000n,
      101_000_000_000n,
      102_000_000_000n,
    ]);
    expect(all.map(({ data }) => Buffer.from(data, "hex").toString("latin1"))).toEqual([
      "\x07\0\0\0hello 0",
      "\x07\0\0\0hello 1",
      "\x07\0\0\0hello 2",
    ]);
    expect(await allOf(bag, ["/other"])).toEqual([]);
    await bag.close();
  });

  it("whose recorder crashed is given an index, and says what is lost", async () => {
    const bag = await openBag(fixture("strings-unindexed.bag"));
    expect((await allOf(bag)).map(({ logTime }) => logTime)).toEqual([
      100_000_000_000n,
      101_000_000_000n,
      102_000_000_000n,
    ]);
    expect(bag.truncated).toBe(true);
    expect(bag.remarks).toMatchObject([{ kind: "truncated", count: 1 }]);
    await bag.close();
  });
});
