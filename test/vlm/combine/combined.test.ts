import { describe, expect, it } from "vitest";
import { SpatialRewardError } from "../../../src/core/index.js";
import { factsFromAnswers } from "../../../src/pipeline/index.js";
import { ensembleOf } from "../../../src/vlm/combine/ensemble.js";
import { fallbackOf } from "../../../src/vlm/combine/fallback.js";
import { openBackends } from "../../../src/vlm/index.js";
import { coded, recordingLogger, smallFrame, tinyModel } from "../fakes.js";
import { failed, fake, metres, silent } from "./members.js";

const gone = new SpatialRewardError("server.unavailable", "it has stopped answering");
const broken = new SpatialRewardError("model.failed", "out of memory");
const questions = [{ text: "a" }, { text: "b" }];
const used = { requests: 2, inputTokens: 10, cachedInputTokens: 5, outputTokens: 3 };

describe("an ensemble", () => {
  it("asks all of its members all questions, and weighs their answers", async () => {
    const [one, two] = [
      fake("nano", () => metres(0.2, 0.1)),
      fake("openai:q", () => metres(0.4, 0.1)),
    ];
    const answers = await ensembleOf([one, two]).ask(smallFrame(), questions);
    expect(answers).toMatchObject([
      { reading: { metres: expect.closeTo(0.3, 9) } },
      { reading: { metres: expect.closeTo(0.3, 9) } },
    ]);
    expect([one.asked, two.asked]).toEqual([[["a", "b"]], [["a", "b"]]]);
  });

  it("signs with all of them what all of them said, and with one what one said", async () => {
    const both = fake("nano", () => metres(0.2, 0.1));
    const some = fake("openai:q", ({ text }) => (text === "a" ? metres(0.4, 0.1) : silent()));
    const ensemble = ensembleOf([both, some]);
    const query = { relation: "distance", subject: "x", object: "y" } as const;
    const needs = questions.map(() => ({ query }));
    const answers = await ensemble.ask(smallFrame(), questions);
    const { facts } = factsFromAnswers(needs, answers, ensemble.identity);
    expect(facts.map(({ source }) => source)).toEqual(["ensemble:nano+openai:q", "nano"]);
  });

  it("goes on without a member that can't be asked, with a warning", async () => {
    const logger = recordingLogger();
    const ensemble = ensembleOf(
      [fake("openai:q", () => gone), fake("nano", () => metres(0.2))],
      logger,
    );
    expect(await ensemble.ask(smallFrame(), questions)).toMatchObject([
      { reading: { metres: 0.2 } },
      { reading: { metres: 0.2 } },
    ]);
    expect(logger.warnings).toEqual([expect.stringContaining("stopped answering")]);
  });

  it("fails a frame as its first member does, when all do", async () => {
    const ensemble = ensembleOf([fake("openai:q", () => gone), fake("nano", () => broken)]);
    await expect(ensemble.ask(smallFrame(), questions)).rejects.toBe(gone);
  });

  it("stops with the caller's reason", async () => {
    const ensemble = ensembleOf([fake("openai:q", () => gone), fake("nano", () => broken)]);
    const asking = ensemble.ask(smallFrame(), questions, AbortSignal.abort(new Error("enough")));
    await expect(asking).rejects.toThrow("enough");
  });
});

describe("a fallback", () => {
  it("asks the second only what the first could not answer; each answer is signed", async () => {
    const first = fake("openai:q", ({ text }) => (text === "a" ? metres(0.2) : failed));
    const second = fake("nano", () => metres(0.4));
    const answers = await fallbackOf([first, second]).ask(smallFrame(), questions);
    expect(answers).toMatchObject([
      { reading: { metres: 0.2 }, source: "openai:q" },
      { reading: { metres: 0.4 }, source: "nano" },
    ]);
    expect(second.asked).toEqual([["b"]]);
  });

  it("leaves the second alone when the first has answered: not in view is an answer", async () => {
    const second = fake("nano", () => metres(0.4));
    const fallback = fallbackOf([fake("openai:q", () => silent("not-visible")), second]);
    expect(await fallback.ask(smallFrame(), questions)).toMatchObject([
      { reading: { reason: "not-visible" } },
      { reading: { reason: "not-visible" } },
    ]);
    expect(second.asked).toEqual([]);
  });

  it("keeps the first's failure when the second can't answer either", async () => {
    const fallback = fallbackOf([fake("openai:q", () => failed), fake("nano", () => silent())]);
    expect(await fallback.ask(smallFrame(), [{ text: "a" }])).toMatchObject([
      { failure: { code: "server.timeout" }, source: "openai:q" },
    ]);
    const second = fallbackOf([fake("openai:q", () => failed), fake("nano", () => broken)]);
    expect(await second.ask(smallFrame(), [{ text: "a" }])).toMatchObject([
      { failure: { code: "server.timeout" } },
    ]);
  });

  it("answers the whole frame where the first can't be asked, and says so", async () => {
    const logger = recordingLogger();
    const fallback = fallbackOf(
      [fake("openai:q", () => gone), fake("nano", () => metres(0.4))],
      logger,
    );
    expect(await fallback.ask(smallFrame(), questions)).toMatchObject([
      { source: "nano" },
      { source: "nano" },
    ]);
    expect(logger.warnings).toEqual([expect.stringContaining("falling back")]);
  });

  it("goes from one to the next, and fails a frame as its first does when all do", async () => {
    const down = () => fake("openai:q", () => gone);
    const third = fallbackOf([
      down(),
      fake("onnx:m", () => broken),
      fake("nano", () => metres(0.4)),
    ]);
    expect(await third.ask(smallFrame(), questions)).toMatchObject([
      { source: "nano" },
      { source: "nano" },
    ]);
    const none = fallbackOf([down(), fake("nano", () => broken)]);
    await expect(none.ask(smallFrame(), questions)).rejects.toBe(gone);
  });
});

describe.each([
  ["an ensemble", ensembleOf, "ensemble:nano+openai:q"],
  ["a fallback", fallbackOf, "fallback:nano,openai:q"],
] as const)("%s", (_, combine, source) => {
  const members = () =>
    [
      fake("nano", () => metres(0.2)),
      fake("openai:q", () => metres(0.2), { patience: 100, usage: () => ({ ...used, cost: 0.5 }) }),
    ] as const;

  it("says what it is made of; in another order it is something else", () => {
    const [a, b] = members();
    const { identity } = combine([a, b]);
    expect(identity).toMatchObject({ source, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(combine([b, a]).identity.hash).not.toBe(identity.hash);
  });

  it("has its members' patience, counts what they take, and closes them", async () => {
    const [a, b] = members();
    const combined = combine([a, b]);
    expect(combined.patience).toBe(100);
    expect(combined.usage?.()).toEqual({ ...used, cost: 0.5 });
    expect(combine([a, a]).usage?.()).toBeUndefined();
    await combined.close();
    expect([a.closed(), b.closed()]).toEqual([true, true]);
  });
});

describe("several --backend", () => {
  const nano = { spec: `onnx:${tinyModel}`, options: { workers: 1 } };

  it("need to be told how they are taken together, and one must not be", async () => {
    await expect(openBackends([nano, nano])).rejects.toEqual(
      coded("usage.flag", "2 backends", "--ensemble", "--fallback"),
    );
    await expect(openBackends([nano], { combination: "ensemble" })).rejects.toEqual(
      coded("usage.flag", "--ensemble needs a second --backend"),
    );
  });

  it("are opened together or not at all", async () => {
    const server = { spec: "openai:q@http://127.0.0.1:2/v1", options: { server: { retries: 0 } } };
    const backend = await openBackends([server, nano], { combination: "fallback" });
    expect(
      await backend.ask(smallFrame(), [{ text: "How far is the gripper from the red mug?" }]),
    ).toMatchObject([{ source: "onnx:tiny", reading: { kind: "length" } }]);
    await backend.close();
    await expect(
      openBackends([nano, { spec: "onnx:nowhere", options: {} }], { combination: "ensemble" }),
    ).rejects.toEqual(coded("model.missing"));
  });
});
