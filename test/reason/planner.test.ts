import { describe, expect, it } from "vitest";
import { SpatialRewardError } from "../../src/core/index.js";
import { planFor, planTemplates, reason } from "../../src/reason/index.js";
import { questions } from "./questions.table.js";
import { desk, frame, truthful } from "./truth.js";

const asking = (backend = truthful(desk), maxQuestions = 50) => ({ frame, backend, maxQuestions });

describe("the built-in planner, told the truth", () => {
  it("is tried on forty questions and more", () => {
    expect(questions.length).toBeGreaterThanOrEqual(40);
  });

  it.each(questions)("$question $answer", async ({ scene, question, answer, metres }) => {
    // Within rounding of what the conclusion shows, deviations left out.
    const trace = await reason(question, asking(truthful(scene)));
    expect(trace.failure).toBeUndefined();
    const text = (trace.conclusion?.text ?? "").replace(/ ± [\d.]+/g, "");
    expect(text.slice(0, answer.length)).toBe(answer);
    if (metres !== undefined) expect(trace.conclusion?.metres).toBeCloseTo(metres, 3);
  });

  it.each(questions)("rests on steps that are there: $question", async ({ scene, question }) => {
    const backend = truthful(scene);
    const { steps, conclusion } = await reason(question, asking(backend));
    const ids = steps.map(({ id }) => id);
    expect(conclusion?.from.length).toBeGreaterThan(0);
    expect(ids).toEqual(expect.arrayContaining([...(conclusion?.from ?? [])]));
    expect(new Set(backend.questions).size).toBe(backend.questions.length);
  });

  it("does the same again", async () => {
    const question = questions[0]?.question ?? "";
    expect(await reason(question, asking())).toEqual(await reason(question, asking()));
  });
});

describe("a question that the planner can't take apart", () => {
  it.each([
    "Why is the sky blue?",
    "",
    "Order the mug.",
    "Do a and b form an isosceles triangle?",
    "x".repeat(2000),
  ])("is refused with what is understood: %.40s", (question) => {
    expect(() => planFor(question)).toThrow(SpatialRewardError);
    expect(() => planFor(question)).toThrow(/isosceles[\s\S]*--llm MODEL@URL/);
  });

  it.each(planTemplates)("is none of those it shows: $example", ({ example }) => {
    expect(planFor(example.replace(/ \(.*\)$/, ""))).toBeTypeOf("function");
  });
});

describe("deviations", () => {
  const isosceles = "Do the red mug, the blue bowl and the white plate form an isosceles triangle?";

  it("reach the conclusion", async () => {
    const { conclusion } = await reason(isosceles, asking(truthful(desk, 0.04)));
    expect(conclusion?.text).toMatch(
      /^yes: sides 40 ± 4, 36 ± 4 and 36 ± 4 cm; the probability that two of them agree within 10 % is 0\.\d\d$/,
    );
    expect(conclusion?.probability).toBeGreaterThan(0.5);
    expect(conclusion?.probability).toBeLessThan(0.95);
  });

  it("make a conclusion unsure that they don't bear", async () => {
    const { conclusion } = await reason(
      `${isosceles.slice(0, -1)} within 1 %?`,
      asking(truthful(desk, 0.1)),
    );
    expect(conclusion?.holds).toBe(true);
    expect(conclusion?.probability).toBeLessThan(0.5);
    expect(conclusion?.text).toContain("so this is unsure");
  });

  it("that are unknown leave no probability", async () => {
    const backend = { ...truthful(desk), ...noDeviations() };
    const { conclusion } = await reason(isosceles, asking(backend));
    expect(conclusion).not.toHaveProperty("probability");
    expect(conclusion?.text).toContain("without deviations");
  });

  it("of a sum add as squares do", async () => {
    const question = "How far is it from the red mug to the blue bowl to the green can?";
    const { conclusion } = await reason(question, asking(truthful(desk, 0.03)));
    expect(conclusion?.stddev).toBeCloseTo(0.03 * Math.SQRT2, 3);
  });
});

const noDeviations = () => {
  const told = truthful(desk);
  const ask: typeof told.ask = async (...given) =>
    (await told.ask(...given)).map((answer) => {
      const { reading } = answer;
      return reading.kind === "length"
        ? { ...answer, reading: { kind: "length", metres: reading.metres } }
        : answer;
    });
  return { ...told, ask };
};

describe("what goes wrong on the way", () => {
  const question =
    "Order the lemon, the red mug, the blue bowl and the green can from left to right";

  it("a budget that is too small, before anything is asked", async () => {
    const backend = truthful(desk);
    const { failure, steps } = await reason(question, asking(backend, 5));
    expect(failure).toMatchObject({ code: "reason.budget" });
    expect(failure?.message).toContain("6 questions are needed and 5 allowed");
    expect({ steps, asked: backend.questions }).toEqual({ steps: [], asked: [] });
  });

  it("a thing that can't be seen: the steps so far are shown", async () => {
    const { failure, steps, conclusion } = await reason(
      "Which of the red mug and the wombat is nearest to the lemon?",
      asking(),
    );
    expect(failure).toMatchObject({ code: "reason.unanswered" });
    expect(failure?.message).toContain("wombat is not visible");
    expect({ steps: steps.length, conclusion }).toEqual({ steps: 2, conclusion: undefined });
  });

  it("answers that contradict each other", async () => {
    const circle = { ...truthful(desk) };
    const told = [0.9, 0.1, 0.9]; // lemon < mug, bowl < lemon, mug < bowl
    circle.ask = async () =>
      told.map((probability) => ({
        text: "",
        reading: { kind: "predicate", probability },
        confidence: 1,
      }));
    const { conclusion } = await reason(
      "Order the lemon, the red mug and the blue bowl from left to right",
      asking(circle),
    );
    expect(conclusion?.probability).toBeLessThan(0.1);
    expect(conclusion?.text).toContain("the answers contradict each other");
  });

  it("a backend that fails", async () => {
    const broken = truthful(desk);
    broken.ask = async () => {
      throw new SpatialRewardError("server.failed", "out of order");
    };
    const { failure } = await reason(question, asking(broken));
    expect(failure).toEqual({ code: "server.failed", message: "out of order" });
  });
});
