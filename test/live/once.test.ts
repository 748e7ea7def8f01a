import { expect, it } from "vitest";
import { once } from "../../src/live/once.js";

it("makes a reader once for each topic, and again where none could be made", () => {
  let made = 0;
  const topic = { topic: "/a", type: "", messageEncoding: "", schemaEncoding: "", definition: "" };
  const readerOf = once(() => {
    made++;
    if (made === 1) throw new Error("not yet");
    return made;
  });
  expect(() => readerOf(topic)).toThrow("not yet");
  expect([readerOf(topic), readerOf(topic), readerOf({ ...topic })]).toEqual([2, 2, 3]);
});
