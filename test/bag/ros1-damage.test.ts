import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openBag } from "../../src/bag/index.js";
import { temporary } from "./folders.js";
import { allOf, conversation, inHex } from "./recordings.js";
import { ros1Bytes } from "./ros1-bags.js";

const messages = conversation(40);
const withoutSecondTen = [...messages.slice(0, 10), ...messages.slice(20)];

/** Where a text stands in the second of four chunks, or behind it. */
const inSecondChunk = (bytes: Buffer, text: string): number =>
  bytes.indexOf(text, bytes.indexOf("compression=", bytes.indexOf("compression=") + 1) - 30);

const damaged = (text: string): string => {
  const bytes = ros1Bytes(messages, { perChunk: 10, indexed: false });
  bytes[inSecondChunk(bytes, text) + text.length - 1] = 0;
  const path = join(temporary(), "damaged.bag");
  writeFileSync(path, bytes);
  return path;
};

describe("a ROS 1 bag without an index, of which a chunk is damaged", () => {
  it.each([
    ["the chunk's header", "compression="],
    ["a connection", "message_definition="],
    ["a message's header", "time="],
  ])("in %s is read around it, and says how many messages are lost", async (_, text) => {
    const bag = await openBag(damaged(text));
    expect(await allOf(bag)).toEqual(inHex(withoutSecondTen));
    expect(bag.remarks).toContainEqual({
      kind: "truncated",
      what: "messages are lost in damaged chunks",
      count: 10,
    });
    await bag.close();
  });

  it("in what follows it for the index alone is read whole", async () => {
    const bag = await openBag(damaged("count="));
    expect(await allOf(bag)).toEqual(inHex(messages));
    await bag.close();
  });
});
