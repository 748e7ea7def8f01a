import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Frame } from "../../src/core/index.js";
import { frameFromFile } from "../../src/messages/index.js";
import { reason } from "../../src/reason/index.js";
import { type Backend, openBackend } from "../../src/vlm/index.js";
import { script, startTalkServer } from "../reason/talk-server.js";
import { errorOf, run } from "./program.js";

const still = "models/nano/heldout/stills/images/00005.jpg";
const nearest = "Which of the blue mug, the gray can and the pink ball is nearest to the gripper?";
const far = "How far is the blue mug from the gray can?";

describe("the embedded model, asked by the planner", { timeout: 60_000 }, () => {
  let backend: Backend;
  let frame: Frame;
  beforeAll(async () => {
    backend = await openBackend("nano");
    frame = await frameFromFile(await readFile(still), still, { fov: 39.2 });
  });
  afterAll(() => backend.close());

  it.each([
    [nearest, /^the gray can: /],
    [
      "Order the blue mug, the pink ball and the black cube from left to right",
      /^the blue mug, the pink ball and the black cube: /,
    ],
    ["Does the pink ball fit into the black cube?", /^yes: the pink ball is \d/],
    [
      "How many of the blue mug and the gray can are within 30 cm of the gripper?",
      /^1 of 2 \(the gray can\)/,
    ],
    [
      "Is the gray can closer to the gripper than to the blue mug?",
      /^yes: \d+ ± \d+ and \d+ ± \d+ cm; the probability/,
    ],
    ["Do the gripper, the gray can and the pink ball form an equilateral triangle?", /^no: sides /],
  ])("%s", async (question, answer) => {
    const trace = await reason(question, { frame, backend, maxQuestions: 50 });
    expect(trace.failure).toBeUndefined();
    expect(trace.conclusion?.text).toMatch(answer);
  });
});

describe("reason", { timeout: 60_000 }, () => {
  it("shows every step and concludes", async () => {
    const { code, out } = await run(["reason", still, nearest]);
    expect(code).toBe(0);
    expect(out).toMatch(
      / q3 {2}What is the distance .+ cm ± .+ cm\n {2}c1 {2}q2 <= .+ true \(probability/,
    );
    expect(out).toContain("the gray can: the gray can 2");
    expect(out).toContain("a field of view of 60° was assumed");
  });

  it("looks at a moment of a recording, and replays as JSON", async () => {
    const question = "How far is the gripper from the orange tea bottle?";
    const at = ["--at", "3.2s", "--json"];
    const { code, out } = await run(["reason", "examples/pick.mcap", question, ...at]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      question,
      by: "planner",
      steps: [{ id: "q1", question, metres: expect.any(Number), stddev: expect.any(Number) }],
      conclusion: { from: ["q1"], metres: expect.any(Number) },
    });
  });

  it.each([
    [["examples/pick.mcap", far, "--at", "320s"], 2, "usage.argument", "end after"],
    [[still, far, "--at", "1s"], 2, "usage.flag", "--at is for recordings"],
    [[still, "Why is the sky blue?"], 2, "reason.question", "--llm MODEL@URL"],
    [
      [still, nearest, "--max-questions", "2"],
      1,
      "reason.budget",
      "3 questions are needed and 2 allowed",
    ],
    [
      [still, "Which of the blue mug and the red pot is nearest to the gripper?"],
      1,
      "reason.unanswered",
      "red pot is not visible",
    ],
    [["nowhere.jpg", far], 1, "image.missing", "nowhere.jpg"],
    [[still, far, "--llm", "thinker"], 2, "backend.unknown", "MODEL@URL"],
  ])("%j ends with %i, %s", async (args, exit, code, message) => {
    const ended = await run(["reason", ...args]);
    expect({ exit: ended.code, code: errorOf(ended).code }).toEqual({ exit, code });
    expect(errorOf(ended).message).toContain(message);
  });

  it("lets a language model split the question", async () => {
    const { spec } = await startTalkServer(
      script(
        [{ tool: "ask", questions: [far] }],
        [{ tool: "calculate", expression: "q1 > 10 cm" }],
        [{ tool: "conclude", answer: "Yes, a hand fits between them.", from: ["c1"] }],
      ),
    );
    const llm = ["--llm", spec.replace("openai:", "")];
    const { code, out } = await run(["reason", still, "Is there room for a hand?", ...llm]);
    expect(code).toBe(0);
    expect(out).toMatch(/Yes, a hand fits between them\. \(c1: probability (?:1\.00|0\.9\d)\)/);
    expect(out).toContain("1 question by thinker");
  });

  it("shows the steps of a language model that gets nowhere, and fails", async () => {
    const { spec } = await startTalkServer(script([{ tool: "ask", questions: [far] }], "Hm."));
    const ended = await run(["reason", still, far, "--llm", spec]);
    expect(errorOf(ended)).toMatchObject({ code: "reason.junk" });
    expect(ended.out).toContain(`q1  ${far}`);
    expect(ended.out).toContain('refused: "Hm." calls no tool');
  });
});
