import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chartsOf } from "../../src/eval/charts.js";
import {
  type Case,
  type Evaluation,
  evaluationPage,
  scoreQuestions,
  tablesOf,
} from "../../src/eval/index.js";
import { worstAnswers } from "../../src/eval/worst.js";
import { length, predicate } from "./cases.js";

let folder: string;
let image: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "page-"));
  image = join(folder, "grey.png");
  const grey = { create: { width: 64, height: 48, channels: 3, background: "grey" } } as const;
  await sharp(grey).png().toFile(image);
});
afterAll(() => rm(folder, { recursive: true }));

const evaluationOf = (cases: readonly Case[]): Evaluation => ({
  cases,
  traces: [],
  report: {
    backend: { source: "nano", name: "fake", version: "1", hash: "" },
    images: cases.length,
    failures: { count: 0 },
    questions: scoreQuestions(cases),
  },
});

describe("the worst answers", () => {
  it("are the lengths furthest off by ratio and the surest wrong predicates, one of an image", async () => {
    const worst = await worstAnswers([
      length(0.1, 0.4, { image: "a", question: "far off" }),
      length(0.1, 0.2, { image: "a", question: "less so, of the same image" }),
      length(0.1, 0.01, { image: "b", question: "furthest off" }),
      predicate(true, 0.4, { image: "a", question: "unsure" }),
      predicate(false, 0.99, { image: "b", question: "sure" }),
      predicate(true, 0.99, { image: "c", question: "right" }),
    ]);
    expect(worst.map(({ question }) => question)).toEqual([
      "furthest off",
      "far off",
      "sure",
      "unsure",
    ]);
    expect(worst[2]).toMatchObject({ said: "yes (99.0 % sure)", truth: "no" });
  });

  it("are twenty, however many there are", async () => {
    const many = Array.from({ length: 60 }, (_, i) => length(0.1, 0.2, { image: `${i}` }));
    expect(await worstAnswers(many)).toHaveLength(20);
    const mixed = many.map((one, i) => (i % 2 ? one : predicate(true, 0.1, { image: `${i}` })));
    expect(await worstAnswers(mixed)).toHaveLength(20);
  });

  it("are shown with the places said and true", async () => {
    const marks = { said: [[32, 12]], true: [[16, 24]] } as const;
    const [shown] = await worstAnswers([length(0.1, 0.4, { image, marks })]);
    expect(shown).toMatchObject({ saidPlaces: [[0.5, 0.25]], truePlaces: [[0.25, 0.5]] });
    expect([...(shown?.jpeg ?? [])].slice(0, 2)).toEqual([0xff, 0xd8]);
  });
});

describe("the page of an evaluation", () => {
  const hostile = `</script><script>alert("1")</script>`;

  it("carries its tables, plots and pictures inside itself, and escapes what it shows", async () => {
    const page = await evaluationPage(
      evaluationOf([length(0.1, 0.4, { image, question: hostile, stddev: 0.1 })]),
    );
    expect(page).toContain("data:image/jpeg;base64,");
    expect(page).toContain("distances: answered against true");
    expect(page).not.toContain("<script>alert");
    expect(page).not.toMatch(/(src|href)="(?!data:)/);
  });

  it("leaves out tables and plots of what was not asked", () => {
    const evaluation = evaluationOf([predicate(true, 0.9)]);
    expect(tablesOf(evaluation.report).map(({ head }) => head[0])).toEqual([
      "relation",
      "SpatialVLM's tables",
    ]);
    expect(chartsOf(evaluation).map(({ title }) => title)).toEqual([
      "reliability: probabilities of yes",
    ]);
  });
});

it("tables name each relation and what a constant answer would come to", () => {
  const { report } = evaluationOf([length(0.1, 0.1), length(0.3, 0.3)]);
  const [lengths] = tablesOf(report);
  expect(lengths?.rows.map(([name]) => name)).toEqual([
    "distance",
    "  saying the mean",
    "all lengths",
  ]);
  for (const { head, rows } of tablesOf(report)) {
    for (const row of rows) expect(row).toHaveLength(head.length);
  }
});
