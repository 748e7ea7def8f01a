import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createMcap, offeredQos, openBag } from "../../src/bag/index.js";
import { temporary } from "./folders.js";
import { allOf, conversation, definitionOf, inHex, types } from "./recordings.js";

const messages = conversation(300);
const topics = ["/camera", "/joints"].map((name) => ({
  name,
  type: types[name] ?? "",
  definition: definitionOf(name),
}));

const written = async (path: string, more: Partial<Parameters<typeof createMcap>[1]> = {}) => {
  const file = await createMcap(path, { topics, ...more });
  for (const message of messages) await file.write(message);
  await file.addMetadata("scene", new Map([["seed", "4"]]));
  return file.close();
};

describe("a fresh MCAP file", () => {
  it.each(["none", "zstd"] as const)("has what was written (%s)", async (compression) => {
    const path = join(temporary(), "a.mcap");
    const { bytes } = await written(path, { compression });
    expect(bytes).toBe(readFileSync(path).length);
    const bag = await openBag(path);
    expect(await allOf(bag)).toEqual(inHex(messages));
    expect(bag.metadata()).toEqual(new Map([["scene", new Map([["seed", "4"]])]]));
    expect(bag.topics.map(({ name, definition }) => [name, definition])).toEqual([
      ["/camera", definitionOf("/camera")],
      ["/joints", definitionOf("/joints")],
    ]);
    await bag.close();
  });

  it("shrinks with zstd", async () => {
    const folder = temporary();
    const plain = await written(join(folder, "plain.mcap"));
    const packed = await written(join(folder, "packed.mcap"), { compression: "zstd" });
    expect(packed.bytes).toBeLessThan(plain.bytes / 2);
  });

  it("is the same, byte for byte, every time", async () => {
    const folder = temporary();
    await written(join(folder, "a.mcap"));
    await written(join(folder, "b.mcap"));
    expect(readFileSync(join(folder, "a.mcap")).equals(readFileSync(join(folder, "b.mcap")))).toBe(
      true,
    );
  });

  it("keeps the time at which a message was sent, and the QoS given", async () => {
    const path = join(temporary(), "a.mcap");
    const qos = offeredQos({ reliability: "best_effort", durability: "transient_local", depth: 1 });
    const file = await createMcap(path, {
      topics: topics.map((topic) => ({ ...topic, offeredQos: qos })),
    });
    await file.write({ topic: "/joints", logTime: 9n, publishTime: 5n, data: new Uint8Array(4) });
    await file.close();
    const bag = await openBag(path);
    for await (const message of bag.messages())
      expect(message).toMatchObject({ logTime: 9n, publishTime: 5n });
    expect(bag.topics[0]?.offeredQos).toBe(qos);
    await bag.close();
  });

  it("appears only when it is closed", async () => {
    const path = join(temporary(), "a.mcap");
    const file = await createMcap(path, { topics });
    await file.write({ topic: "/joints", logTime: 1n, data: new Uint8Array(4) });
    expect(existsSync(path)).toBe(false);
    await file.close();
    expect(existsSync(path)).toBe(true);
  });

  it("leaves nothing when it is given up, or a message is of no topic", async () => {
    const folder = temporary();
    await (await createMcap(join(folder, "a.mcap"), { topics })).discard();
    const file = await createMcap(join(folder, "b.mcap"), { topics });
    const stray = { topic: "/other", logTime: 1n, data: new Uint8Array(4) };
    await expect(file.write(stray)).rejects.toThrow(RangeError);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("does not overwrite a file, unless told to", async () => {
    const path = join(temporary(), "a.mcap");
    writeFileSync(path, "mine");
    await expect(createMcap(path, { topics })).rejects.toMatchObject({ code: "output.exists" });
    expect(readFileSync(path, "utf8")).toBe("mine");
    await written(path, { replace: true });
    expect(readFileSync(path).length).toBeGreaterThan(1000);
  });
});
