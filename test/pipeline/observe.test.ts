import { describe, expect, it } from "vitest";
import { type Query, SpatialRewardError } from "../../src/core/index.js";
import { observe } from "../../src/pipeline/index.js";
import { backendThat, frameAt, lengthAnswer } from "./fakes.js";

const query: Query = { relation: "distance", subject: "gripper", object: "red mug" };
const needs = [{ query }];
const forever = (): Promise<never> => new Promise(() => undefined);

describe("observing a frame", () => {
  it("asks all needs in one call, in our wording, and gives the facts", async () => {
    const asked: string[][] = [];
    const backend = backendThat(async (_, questions) => {
      asked.push(questions.map(({ text }) => text));
      return [lengthAnswer(0.3)];
    });
    const observation = await observe(backend, needs)(frameAt(1));
    expect(observation).toMatchObject({
      stamp: frameAt(1).stamp,
      frameId: "optical",
      unanswered: [],
    });
    expect(observation.facts[0]).toMatchObject({ ...query, metres: 0.3 });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.[0]).toMatch(/gripper.*red mug/);
  });

  it("keeps how unlike the image is, where any answer says so", async () => {
    const novel = backendThat(async () => [
      lengthAnswer(0.3),
      { ...lengthAnswer(0.2), novelty: 2 },
    ]);
    const plain = backendThat(async () => [lengthAnswer(0.3), lengthAnswer(0.2)]);
    expect((await observe(novel, [...needs, ...needs])(frameAt(0))).novelty).toBe(2);
    expect("novelty" in (await observe(plain, needs)(frameAt(0)))).toBe(false);
  });

  it("asks nothing where nothing is needed", async () => {
    const observation = await observe(
      backendThat(() => Promise.reject("asked")),
      [],
    )(frameAt(0));
    expect(observation).toMatchObject({ facts: [], unanswered: [] });
    expect(observation.failure).toBeUndefined();
  });

  it("calibrates each fact", async () => {
    const backend = backendThat(async () => [lengthAnswer(0.3)]);
    const halved = observe(backend, needs, (fact) => ({ ...fact, confidence: 0.5 }));
    expect((await halved(frameAt(0))).facts[0]?.confidence).toBe(0.5);
  });
});

describe("a hostile backend", () => {
  const failureOf = async (ask: Parameters<typeof backendThat>[0]) =>
    observe(backendThat(ask), needs, undefined, { timeout: 0.05 })(frameAt(0));

  it("that fails gives a failure with its code", async () => {
    const observation = await failureOf(async () => {
      throw new SpatialRewardError("image.corrupt", "not a JPEG");
    });
    expect(observation.failure).toEqual({ code: "image.corrupt", message: "not a JPEG" });
    expect(observation.facts).toEqual([]);
  });

  it("that throws at once, or something that is no error, does so too", async () => {
    const atOnce = await failureOf(() => {
      throw new TypeError("undefined is not a function");
    });
    expect(atOnce.failure?.code).toBe("model.failed");
    const text = await failureOf(() => Promise.reject("out of memory"));
    expect(text.failure).toEqual({ code: "model.failed", message: "out of memory" });
  });

  it("that never answers runs out of time, even if it is deaf to its signal", async () => {
    const observation = await failureOf(forever);
    expect(observation.failure).toEqual({
      code: "model.failed",
      message: "no answer within 0.05 s",
    });
  });

  it("that runs out of time is told so by its signal", async () => {
    const told: unknown[] = [];
    await failureOf((_, __, signal) => {
      signal?.addEventListener("abort", () => told.push(signal.reason));
      return forever();
    });
    expect(told[0]).toMatchObject({ code: "model.failed" });
  });

  it("that fails after its time is over disturbs nobody", async () => {
    const observation = await failureOf(
      () => new Promise((_, reject) => setTimeout(() => reject(new Error("late")), 80)),
    );
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(observation.failure?.message).toBe("no answer within 0.05 s");
  });

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["a number", 7],
    ["a text", "about a metre"],
    ["an object", {}],
    ["an empty list", []],
    ["a list of null", [null]],
    ["a list of texts", ["0.3 m"]],
    ["a list of empty objects", [{}]],
    ["a reading of another kind", [{ ...lengthAnswer(1), reading: { kind: "colour" } }]],
    ["a length in words", [{ ...lengthAnswer(1), reading: { kind: "length", metres: "1" } }]],
    ["a distracting prototype", [Object.create(lengthAnswer(1), { reading: { get: () => null } })]],
  ])("that answers %s gives no fact, and says so", async (_name, answers) => {
    const observation = await failureOf(async () => answers);
    expect(observation.facts).toEqual([]);
    expect(observation.unanswered.length + (observation.failure ? 1 : 0)).toBe(1);
  });
});

describe("stopping", () => {
  it("rejects at once with interrupted, also when it was stopped before", async () => {
    const controller = new AbortController();
    const waiting = observe(backendThat(forever), needs)(frameAt(0), controller.signal);
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ code: "interrupted" });
    await expect(
      observe(backendThat(forever), needs)(frameAt(0), controller.signal),
    ).rejects.toMatchObject({ code: "interrupted" });
  });
});
