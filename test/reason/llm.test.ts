import { describe, expect, it } from "vitest";
import { reason, reasonWith, type Trace } from "../../src/reason/index.js";
import { openTalk } from "../../src/vlm/index.js";
import { questions } from "./questions.table.js";
import { type Heard, type Manner, type Speech, script, startTalkServer } from "./talk-server.js";
import { desk, frame, truthful } from "./truth.js";

const hurried = { retries: 0, wait: 0, timeout: 10 };
const far = "How far is the red mug from the blue bowl?";
const conclusion = { tool: "conclude", answer: "They are 40 cm apart.", from: ["q1"] };
const ask = (...all: readonly string[]): Speech => [{ tool: "ask", questions: all }];

const talkedWith = async (
  speak: (heard: Heard) => Speech,
  { question = far, manner = manners[0], scene = desk, maxQuestions = 50 } = {},
) => {
  const server = await startTalkServer(speak, manner);
  const backend = truthful(scene);
  const talk = openTalk(server.spec, hurried);
  const trace = await reasonWith(talk, question, { frame, backend, maxQuestions });
  return { trace, heard: server.heard, asked: backend.questions };
};

/** A model that does what the planner did, a reply at a time. */
const following = ({ steps, conclusion: end }: Trace): readonly Speech[] => [
  ask(...steps.flatMap((step) => (step.kind === "ask" ? [step.question] : []))),
  ...steps.flatMap((step): Speech[] =>
    step.kind === "calculate" ? [[{ tool: "calculate", expression: step.expression }]] : [],
  ),
  [{ tool: "conclude", answer: end?.text ?? "", from: end?.from ?? [] }],
];

const manners: readonly Manner[] = [
  "tool calls",
  "JSON among words",
  "JSON, where tools are refused",
];

describe.each(manners)("a language model by %s", (manner) => {
  it.each(questions)("$question $answer", async ({ scene, question, answer }) => {
    const asking = { frame, backend: truthful(scene), maxQuestions: 50 };
    const planned = await reason(question, asking);
    const speeches = following(planned);
    const { trace, heard } = await talkedWith(script(...speeches), { question, manner, scene });
    expect(trace.failure).toBeUndefined();
    expect(trace.refused).toEqual([]);
    expect(trace.steps).toEqual(planned.steps);
    expect(trace.conclusion?.text.replace(/ ± [\d.]+/g, "").slice(0, answer.length)).toBe(answer);
    if (planned.conclusion?.probability !== undefined)
      expect(trace.conclusion?.probability).toBe(planned.conclusion.probability);
    expect(heard).toHaveLength(speeches.length);
  });
});

describe("what a language model is told", () => {
  it("is how to ask, and no picture", async () => {
    const { heard } = await talkedWith(script(ask(far), [conclusion]));
    const sent = JSON.stringify(heard[0]);
    expect(sent).toContain("What is the distance between the mug and the bowl?");
    expect(sent).not.toContain("image_url");
    expect(heard[0]?.tools).toHaveLength(3);
  });

  it("is each answer with its id and its deviation", async () => {
    const { heard } = await talkedWith(script(ask(far), [conclusion]));
    const said = heard[1]?.messages.at(-1)?.content ?? "";
    expect(JSON.parse(said)).toMatchObject({ answers: [{ id: "q1", metres: 0.4, stddev: 0.001 }] });
  });

  it("also where the server takes no tools", async () => {
    const { heard } = await talkedWith(script(ask(far), [conclusion]), {
      manner: "JSON, where tools are refused" as const,
    });
    expect(heard[0]).not.toHaveProperty("tools");
    expect(heard[0]?.messages[0]?.content).toContain('{"tool": "ask"');
  });
});

describe("a language model that lies", () => {
  it.each([
    ["a length never measured", "They are 57 cm apart.", "57 cm"],
    ["the right number in the wrong unit", "They are 40 m apart.", "40 m"],
    ["a probability of its own", "They are 40 cm apart, I am 83 % sure.", "83 %"],
    ["a deviation of its own", "They are 40 ± 9 cm apart.", "9 cm"],
  ])("says %s, and is told", async (_, answer, number) => {
    const lie = { ...conclusion, answer };
    const { trace, heard } = await talkedWith(script(ask(far), [lie], [conclusion]));
    expect(trace.refused).toEqual([expect.stringContaining(number)]);
    expect(trace.conclusion?.text).toBe("They are 40 cm apart.");
    expect(heard[2]?.messages.at(-1)?.content).toContain("never asked or calculated");
  });

  it.each([
    ["without asking anything", script([conclusion]), "nothing was asked or calculated as q1"],
    ["again and again", script(ask(far), [{ ...conclusion, answer: "57 cm" }]), "57 cm"],
    ["from nothing", script(ask(far), [{ ...conclusion, from: [] }]), "name their ids"],
  ])("%s is given up", async (_, speak, why) => {
    const { trace } = await talkedWith(speak);
    expect(trace.conclusion).toBeUndefined();
    expect(trace.failure).toMatchObject({ code: "reason.unfounded" });
    expect(trace.failure?.message).toContain(why);
  });

  it("says yes of what is false, and is told", async () => {
    const condition: Speech = [{ tool: "calculate", expression: "q1 < 10 cm" }];
    const lie = { tool: "conclude", answer: "Yes, they are near.", from: ["c1"] };
    const truth = { ...lie, answer: "No." };
    const { trace } = await talkedWith(script(ask(far), condition, [lie], [truth]));
    expect(trace.refused).toEqual([expect.stringContaining("c1 is false")]);
    expect(trace.conclusion).toMatchObject({ text: "No. (c1: probability 0.00)", holds: false });
  });

  it("calculates with numbers of its own, and is told", async () => {
    const own: Speech = [{ tool: "calculate", expression: "57 cm" }];
    const { trace } = await talkedWith(script(ask(far), own, [conclusion]));
    expect(trace.refused).toEqual([expect.stringContaining("names no answer")]);
  });
});

describe("a language model that doesn't get on", () => {
  const many = Array.from({ length: 10_000 }, (_, at) => `How far is the lemon from thing ${at}?`);

  it.each<[string, (heard: Heard) => Speech, string]>([
    ["asks the same again and again", () => ask(far), "reason.loop"],
    [
      "asks in other words what it has asked",
      ({ turn }) => ask(turn % 2 ? far : "How far is the blue bowl from the red mug?"),
      "reason.loop",
    ],
    ["chats", () => "I think they are far apart!", "reason.junk"],
    ["says nothing", () => "", "reason.junk"],
    ["calls tools that there aren't", () => [{ tool: "look" }], "reason.junk"],
    ["gives no arguments", () => [{ tool: "ask" }], "reason.junk"],
    [
      "calculates nonsense",
      ({ turn }) => (turn === 0 ? ask(far) : [{ tool: "calculate", expression: "q1 + 2 s" }]),
      "reason.junk",
    ],
    [
      "writes a program",
      ({ turn }) =>
        turn === 0 ? ask(far) : [{ tool: "calculate", expression: "q1; import('fs')" }],
      "reason.junk",
    ],
    [
      "goes on when nothing is left",
      ({ turn }) => ask(...many.slice(turn * 50, turn * 50 + 50)),
      "reason.budget",
    ],
    [
      "never concludes",
      ({ turn }) => (turn === 0 ? ask(far) : [{ tool: "calculate", expression: `q1 * ${turn}` }]),
      "reason.budget",
    ],
  ])("%s", async (_, speak, code) => {
    const { trace, heard } = await talkedWith(speak);
    expect(trace.failure?.code).toBe(code);
    expect(trace.failure?.message).toMatch(/^thinker /);
    expect(heard.length).toBeLessThanOrEqual(40);
  });

  it("asks 10,000 questions: as many are put as are allowed, and it is told", async () => {
    const { trace, asked } = await talkedWith(script(ask(far, ...many), [conclusion]), {
      maxQuestions: 7,
    });
    expect(asked).toHaveLength(7);
    expect(trace.refused).toEqual([expect.stringContaining("9994 questions were not asked")]);
    expect(trace.conclusion?.metres).toBeCloseTo(0.4);
  });

  it("calls 10,000 tools at once: the first are carried out", async () => {
    const calls = many.map((question) => ({ tool: "ask", question }));
    const { asked, heard } = await talkedWith(
      script(calls, [{ ...conclusion, answer: "It can't be told." }]),
    );
    expect(asked).toHaveLength(16);
    expect(JSON.stringify(heard[1]).length).toBeLessThan(30_000);
  });

  it("comes to its senses", async () => {
    const speak = script("Hm.", ask(far), ask(far), "Well.", [conclusion]);
    const { trace } = await talkedWith(speak);
    expect(trace.conclusion?.text).toBe("They are 40 cm apart.");
    expect(trace.refused).toHaveLength(3);
  });

  it("shows the steps so far", async () => {
    const { trace } = await talkedWith(script(ask(far), "I don't know."));
    expect(trace).toMatchObject({ steps: [{ id: "q1" }], failure: { code: "reason.junk" } });
  });
});
