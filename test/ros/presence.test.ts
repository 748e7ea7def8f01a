import { expect, it } from "vitest";
import { createPresence } from "../../src/ros/presence.js";
import { fakeNode } from "./fake-node.js";

it("asks the graph about a topic once a second at most", () => {
  let [now, asked] = [0, 0];
  const publishersOf = (topic: string) => {
    asked++;
    return fakeNode().publishersOf(topic);
  };
  const isPublished = createPresence({ publishersOf }, () => now);
  for (let tick = 0; tick < 30; tick++) {
    now = tick / 10;
    expect(isPublished("/tf")).toBe(false);
  }
  expect(asked).toBe(3);
  isPublished("/depth");
  expect(asked).toBe(4);
});
