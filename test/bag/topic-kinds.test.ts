import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createMcap, openBag } from "../../src/bag/index.js";
import { ofOneKind } from "../../src/bag/topic-kinds.js";
import { temporary } from "./folders.js";
import { allOf, conversation, inHex, writeMcapFile } from "./recordings.js";

const source = (
  id: number,
  type: string,
  messageEncoding: string,
  count: number,
  definition = "",
) => ({
  id,
  topic: { name: "/x", type, messageEncoding, schemaEncoding: "", definition, count },
});

it("publishers of one kind are one topic, with the definition that any of them has", () => {
  const { topics, ids, remarks } = ofOneKind([
    source(1, "a/A", "cdr", 3),
    source(2, "a/A", "cdr", 4, "uint8 a"),
  ]);
  expect(topics).toMatchObject([{ name: "/x", count: 7, definition: "uint8 a" }]);
  expect([...ids]).toEqual([1, 2]);
  expect(remarks).toEqual([]);
});

it.each([
  ["type", source(2, "a/B", "cdr", 2), "a/B, cdr"],
  ["encoding", source(2, "a/A", "json", 2), "a/A, json"],
])("of another %s, the fewer are left out and counted", (_, other, named) => {
  const { topics, ids, remarks } = ofOneKind([other, source(1, "a/A", "cdr", 3)]);
  expect(topics).toMatchObject([{ type: "a/A", count: 3 }]);
  expect([...ids]).toEqual([1]);
  expect(remarks).toEqual([
    {
      kind: "message",
      what: `messages on /x are ${named} where most are a/A, cdr: they are left out`,
      count: 2,
    },
  ]);
});

it("a topic whose type changes with a split keeps the messages of the commoner", async () => {
  const folder = join(temporary(), "rec");
  mkdirSync(folder);
  const all = conversation(20);
  await writeMcapFile(join(folder, "rec_0.mcap"), all);
  const other = { name: "/camera", type: "std_msgs/msg/String", definition: "string data" };
  const later = await createMcap(join(folder, "rec_1.mcap"), { topics: [other] });
  const logTime = (all.at(-1)?.logTime ?? 0n) + 1n;
  await later.write({ topic: "/camera", logTime, data: Uint8Array.of(0, 1, 0, 0) });
  await later.close();
  const bag = await openBag(folder);
  expect(await allOf(bag)).toEqual(inHex(all));
  expect(await allOf(bag, ["/camera"])).toHaveLength(10);
  expect(bag.remarks).toMatchObject([{ kind: "message", count: 1 }]);
  await bag.close();
});
