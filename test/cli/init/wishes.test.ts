import { describe, expect, it } from "vitest";
import { type WishFlags, wishesOf } from "../../../src/cli/init/wishes.js";
import type { Vocabulary } from "../../../src/vlm/index.js";
import { typing } from "./conversation.js";

const front = { topic: "/front/image_raw", frames: 80 };
const wrist = { topic: "/wrist/image_raw", depth: "/wrist/depth/image_raw" };
const one = { cameras: [front], hasTransforms: false };
const two = { cameras: [front, wrist], hasTransforms: true };
const flags: WishFlags = { gripper: "gripper", camera: [] };

/** Knows the words of these phrases. */
const knowing = (...words: readonly string[]): Vocabulary => ({
  words,
  unknownIn: ({ query }) =>
    (query?.subject ?? "")
      .split(" ")
      .filter((word) => !words.includes(word))
      .map((word) => ({ word, phrase: query?.subject ?? "" })),
});

describe("what is to be written", () => {
  it("is all in flags, where nobody is asked", async () => {
    const said = {
      ...flags,
      goal: "place",
      object: " red mug ",
      to: "plate",
      gripperFrame: "tool0",
    };
    const draft = await wishesOf({ ...said, camera: ["/wrist/image_raw"] }, two, {});
    expect(draft).toMatchObject({
      thing: "red mug",
      place: "plate",
      gripperFrame: "tool0",
      cameras: [wrist],
    });
    expect(draft.goal.name).toBe("place");
  });

  it.each([
    [{}, "--goal is needed"],
    [{ goal: "pick" }, "--object is needed"],
    [{ goal: "push", object: "red mug" }, "--to is needed"],
    [{ goal: "pick", object: "red mug", to: "plate" }, "--to says where"],
  ])("names the flag that is missing or too much of %j", async (given, message) => {
    await expect(wishesOf({ ...flags, ...given }, one, {})).rejects.toMatchObject({
      code: "usage.flag",
      message: expect.stringContaining(message),
    });
  });

  it("takes the only camera, and wants to know which of several", async () => {
    const said = { ...flags, goal: "reach", object: "mug" };
    expect((await wishesOf(said, one, {})).cameras).toEqual([front]);
    await expect(wishesOf(said, two, {})).rejects.toMatchObject({ code: "bag.many-cameras" });
    await expect(wishesOf({ ...said, camera: ["/side"] }, two, {})).rejects.toMatchObject({
      code: "bag.no-camera",
      message: expect.stringContaining("/front/image_raw, /wrist/image_raw"),
    });
  });

  it("knows a camera by its packed topic, and several in the order they are named in", async () => {
    const said = { ...flags, goal: "reach", object: "mug" };
    const camera = ["/wrist/image_raw", "/front/image_raw/compressed"];
    expect((await wishesOf({ ...said, camera }, two, {})).cameras).toEqual([wrist, front]);
  });

  it("is asked for, by number or by name, until it can be taken", async () => {
    const { ask, asked } = typing("2", "throw", "push", "red flurb", "red mug", "plate", "");
    const vocabulary = knowing("red", "mug", "plate");
    const draft = await wishesOf(flags, two, { ask, vocabulary });
    expect(draft).toMatchObject({ cameras: [wrist], thing: "red mug", place: "plate" });
    expect(draft).not.toHaveProperty("gripperFrame");
    expect(asked[4]).toMatch(/has not learnt the word "flurb"\. It knows red, mug, plate\n/);
    expect(asked).toHaveLength(7);
  });

  it("asks for nothing that flags say, nor for a frame without TF", async () => {
    const { ask, asked } = typing("", "mug");
    const draft = await wishesOf(flags, one, { ask });
    expect(draft.goal.name).toBe("reach");
    expect(asked).toHaveLength(2);
  });
});
