import { describe, expect, it } from "vitest";
import { createTopicChoice } from "../../src/live/topic-choice.js";
import type { TopicSchema } from "../../src/messages/index.js";

const raw: TopicSchema = {
  topic: "/c/image",
  type: "sensor_msgs/msg/Image",
  messageEncoding: "cdr",
  schemaEncoding: "ros2msg",
  definition: "",
};
const packed: TopicSchema = { ...raw, type: "sensor_msgs/msg/CompressedImage" };
const twin: TopicSchema = { ...packed, topic: "/c/image/compressed" };
const idl: TopicSchema = { ...raw, schemaEncoding: "ros2idl", definition: "module sensor_msgs" };

/** A choice, what is published to it, and a clock. */
const made = () => {
  const world: { published: readonly TopicSchema[]; now: number } = { published: [], now: 0 };
  const choice = createTopicChoice(
    () => world.published,
    () => world.now,
  );
  const see = (published: readonly TopicSchema[], seconds = 1) => {
    world.published = published;
    world.now += seconds;
    return choice.next();
  };
  return { choice, see };
};

describe("a camera's topic", () => {
  it("is the first that is published, from when it is", () => {
    const { see } = made();
    expect(see([])).toBeUndefined();
    expect(see([raw, twin])).toEqual(raw);
    expect(see([raw, twin])).toBeUndefined();
  });

  it.each([
    ["another type", packed],
    ["another definition", idl],
    ["the other topic", twin],
  ])("changes when the camera is gone and comes back under %s", (_, other) => {
    const { see } = made();
    see([raw]);
    expect(see([])).toBeUndefined();
    expect(see([other])).toEqual(other);
  });

  it("changes when it is silent, though the graph still has it, and another one appeared", () => {
    const { choice, see } = made();
    see([raw]);
    choice.heard();
    expect(see([raw])).toBeUndefined();
    expect(see([raw, twin], 0.5)).toEqual(twin);
  });

  it("stays while images come, and where a slow camera always had two", () => {
    const { choice, see } = made();
    see([raw]);
    choice.heard();
    expect(see([raw, twin], 0.5)).toBeUndefined();
    for (let seconds = 0; seconds < 5; seconds++) expect(see([raw, twin])).toBeUndefined();
  });

  it("is tried again where it was left", () => {
    const { see } = made();
    see([raw]);
    expect(see([raw, twin], 2)).toEqual(twin);
    expect(see([raw], 2)).toEqual(raw);
  });
});
