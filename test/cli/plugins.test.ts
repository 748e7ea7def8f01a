import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { loadPlugins, splitPlugins } from "../../src/cli/plugins.js";
import {
  createRandom,
  isPredicateRelation,
  isRelation,
  isSymmetric,
  type PredicateRelation,
  type Query,
  type Relation,
} from "../../src/core/index.js";
import { generateQuestions } from "../../src/dataset/index.js";
import { decodeFacts, encodeFacts } from "../../src/messages/index.js";
import { observe } from "../../src/pipeline/index.js";
import { parseTask } from "../../src/reward/index.js";
import { openBackend } from "../../src/vlm/index.js";
import { probabilityOf } from "../../src/vlm/nano/predicates.js";
import {
  allTemplatesFor,
  allWordings,
  answersOf,
  parseQuestion,
  readAnswer,
} from "../../src/vqa/index.js";
import { tabletop } from "../dataset/scene.js";
import { answerOf, backendThat, frameAt } from "../pipeline/fakes.js";
import { levelUp, sceneOf, thingAt } from "../vlm/nano/scenes.js";
import { run } from "./program.js";
import { sceneImage } from "./recording.js";

const files = ["examples/plugins/level-with.mjs", "examples/plugins/fixed-backend.mjs"];

const named = (name: string): Relation => {
  if (!isRelation(name)) throw new Error(`${name} is no relation`);
  return name;
};

const predicateNamed = (name: string): PredicateRelation => {
  if (!isPredicateRelation(name)) throw new Error(`${name} is no predicate`);
  return name;
};

const levelWith = (): Query => ({
  relation: named("level_with"),
  subject: "red mug",
  object: "wooden tray",
});

const refusal = (files: readonly string[]) => expect(loadPlugins(files)).rejects;
const plugin = async (text: string): Promise<string> => {
  const file = join(await mkdtemp(join(tmpdir(), "plugin-")), "plugin.mjs");
  await writeFile(file, text);
  return file;
};

beforeAll(() => loadPlugins(files));

describe("a relation from outside the tree", () => {
  it("is asked in each of its wordings, and recognised", () => {
    const wordings = allWordings(levelWith());
    expect(wordings).toHaveLength(2);
    for (const text of wordings) expect(parseQuestion(text)).toEqual({ text, query: levelWith() });
  });

  it("is read in each of its answers, and in a model's own words", () => {
    for (const template of allTemplatesFor(named("level_with")))
      for (const holds of [true, false]) {
        if (template.kind !== "predicate") throw new Error(template.id);
        const statement = { ...levelWith(), relation: template.relation, holds };
        for (const text of answersOf(template, statement, ""))
          expect(readAnswer(text, { text: "", query: levelWith() }), text).toEqual({
            kind: "predicate",
            probability: holds ? 1 : 0,
          });
      }
    const prose = "They are at the same height.";
    expect(readAnswer(prose, { text: "", query: levelWith() })).toMatchObject({ probability: 1 });
  });

  it("is a function of task files, valued from a model's answer", async () => {
    const { needs, stages } = parseTask(
      `task: lift it
gripper: gripper
objects: { mug: red mug, tray: wooden tray }
stages: { lift: { potential: "1 - level_with(tray, mug)", until: "level_with(mug, tray) < 0.5" } }
success: lift
`,
    );
    expect(needs.map(({ key }) => key)).toEqual(["level_with(mug,tray)"]);
    const backend = backendThat(async () => [answerOf({ kind: "predicate", probability: 0.25 })]);
    const { facts } = await observe(backend, needs)(frameAt(0));
    expect(facts).toMatchObject([{ relation: "level_with", probability: 0.25 }]);
    expect(stages[0]?.potential(() => 0.25)).toBe(0.75);
  });

  it("goes through messages by its number", async () => {
    const [statement] = (
      await observe(
        backendThat(async () => [answerOf({ kind: "predicate", probability: 0.75 })]),
        [{ query: levelWith() }],
      )(frameAt(0))
    ).facts;
    const message = { stamp: 0n, frameId: "camera", facts: statement ? [statement] : [] };
    expect(decodeFacts(encodeFacts(message)).facts).toEqual([statement]);
  });

  it("is answered by nano from where it sees the things", () => {
    const relation = predicateNamed("level_with");
    const near = (apart: number) => {
      const [a, b] = [thingAt([0, 0, 1]), thingAt([0, apart, 1.4])];
      return probabilityOf(relation, sceneOf(a, b, { up: levelUp }));
    };
    expect(near(0.001)).toBeGreaterThan(0.9);
    expect(near(0.2)).toBeLessThan(0.01);
  });

  it("is drawn for data sets where it is asked for, yes and no", () => {
    const kinds = [named("level_with")];
    const asked = Array.from({ length: 40 }, (_, seed) =>
      generateQuestions(tabletop, createRandom(seed), { perImage: 8, kinds }),
    ).flat();
    expect(new Set(asked.map(({ fact }) => fact.relation))).toEqual(new Set(["level_with"]));
    expect(new Set(asked.map(({ fact }) => fact.holds))).toEqual(new Set([true, false]));
    const usual = generateQuestions(tabletop, createRandom(1), { perImage: 100 });
    expect(usual.map(({ fact }) => fact.relation)).not.toContain("level_with");
  });

  it("is symmetric, as it says", () => {
    expect(isSymmetric(named("level_with"))).toBe(true);
  });
});

describe("a backend from outside the tree", () => {
  it("is opened by its spec, with its flags' settings, and signs its facts", async () => {
    const backend = await openBackend("fixed:12cm", { settings: { spread: 0.03 } });
    const query = { relation: "distance", subject: "mug", object: "bowl" } as const;
    const { facts } = await observe(backend, [{ query }])(frameAt(0));
    expect(facts).toMatchObject([{ metres: 0.12, stddev: 0.03, source: "fixed:12cm" }]);
    const message = { stamp: 0n, frameId: "camera", facts };
    expect(decodeFacts(encodeFacts(message)).facts).toEqual(facts);
  });

  it("is offered where a name is none", async () => {
    await expect(openBackend("fixd:1")).rejects.toMatchObject({
      code: "backend.unknown",
      message: expect.stringContaining("openai:MODEL@URL, fixed:LENGTH; got"),
    });
  });
});

describe("a plugin that can't be used", () => {
  it("is refused after the first question", async () => {
    parseQuestion("How far is the mug from the bowl?");
    const other = await plugin(
      'export const relations = { x: { kind: "length", of: "one", truth: { by: "quantity", quantity: "range" }, answers: [], wordings: [{ id: "x", ask: [(s) => s.subject], tell: [() => "1 m"] }] } };',
    );
    await refusal([other]).toMatchObject({
      code: "usage.plugin",
      message: "relation x: can't be added once a relation has been asked for",
    });
  });

  it.each([
    ["export default 1;", "exports neither relations nor backends"],
    ["export const relations = { x: 1 };", "relations: x: is no relation's definition"],
    ["export const backends = { x: {} };", "backends: x: is no backend's kind"],
    ["throw new Error('boom');", "can't be loaded: boom"],
    [
      'export const backends = { depth: { form: "depth", open: () => 1 } };',
      "depth: is what facts call another source",
    ],
  ])("%j", async (text, why) => {
    await refusal([await plugin(text)]).toMatchObject({
      code: "usage.plugin",
      message: expect.stringContaining(why),
    });
  });

  it("is refused for a number in messages that another plugin's relation has", async () => {
    const other = await plugin(
      'export const relations = { x: { kind: "predicate", of: "one", message: 200, truth: { by: "sight" }, words: { says: ["x"] }, wordings: [{ id: "x", ask: [(s) => s.subject], yes: [() => "yes"], no: [() => "no"] }] } };',
    );
    await refusal([other]).toMatchObject({
      code: "usage.plugin",
      message: "relation x: message 200 is level_with's",
    });
  });

  it("says all that is wrong with a definition", async () => {
    const text = `export const relations = { Wrong: { kind: "predicate", of: "two", message: 114, means: "m",
      truth: { by: "sight" }, words: { says: ["x"] },
      wordings: [{ id: "x", ask: [({ subject }) => subject], yes: [], no: [() => "no."] }] },
      gone: { kind: "predicate", of: "one", message: 12, means: "m", truth: { by: "sight" }, words: { says: ["x"] }, wordings: [] } };`;
    const message = await loadPlugins([await plugin(text)]).catch((thrown: unknown) => `${thrown}`);
    for (const part of [
      "Wrong: a name has small letters, digits and _",
      "Wrong: every wording must have its answers",
      "Wrong: a question must name both things once",
      "Wrong: message 114 is touching's",
      "gone: message must be a whole number from 100 to 255 of a predicate; got 12",
      "gone: wordings must have a question",
    ])
      expect(message).toContain(part);
  });

  it("is found on the command line before its flags are read", () => {
    expect(
      splitPlugins(["ask", "--plugin", "a.mjs", "x", "--plugin=b.mjs", "--", "--plugin"]),
    ).toEqual({ rest: ["ask", "x", "--", "--plugin"], files: ["a.mjs", "b.mjs"] });
    expect(() => splitPlugins(["ask", "--plugin"])).toThrow("--plugin needs a file");
  });
});

describe("the command line with a plugin", { timeout: 120_000 }, () => {
  const asked = [sceneImage, "How far is the red mug from the blue bowl?", "--json"];
  const fixed = ["--plugin", "examples/plugins/fixed-backend.mjs", "--backend", "fixed:12cm"];

  it("asks its backend, with its flags", async () => {
    const { code, out } = await run(["ask", ...asked, ...fixed, "--spread", "0.05"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ answers: [{ metres: 0.12, stddev: 0.05 }] });
  });

  it("shows its flags and its form in --help", async () => {
    const { out } = await run(["ask", "--help", ...fixed.slice(0, 2)]);
    expect(out).toMatch(/openai:MODEL@URL or\s+fixed:LENGTH/);
    expect(out).toContain("A backend that always says the same (fixed:LENGTH):\n  --spread <m>");
  });

  it("doesn't know them without it", async () => {
    const { code, err } = await run(["ask", ...asked, "--backend", "fixed:12cm"]);
    expect(code).toBe(2);
    expect(err).toContain("error[backend.unknown]");
  });
});
