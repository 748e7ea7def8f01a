import { mkdir, writeFile } from "node:fs/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { roboSpatial } from "../../../src/eval/benchmarks/robospatial.js";
import { runBenchmark } from "../../../src/eval/benchmarks/run.js";
import type { Answer } from "../../../src/vlm/index.js";
import { answering, never, png, saying, useFolder } from "./folder.js";

const folder = useFolder();
const square = "[(0.2, 0.2), (0.6, 0.2), (0.6, 0.6), (0.2, 0.6)]";

const entry = (category: string, question: string, answer: string) => ({
  category,
  question,
  answer,
  img: "images/img_0.png",
  depth_image: null,
  mask: null,
});

beforeAll(async () => {
  await mkdir(folder.path("images"));
  await writeFile(folder.path("images/img_0.png"), await png());
  await writeFile(
    folder.path("annotations.json"),
    JSON.stringify([
      entry("configuration", "left?", "Yes"),
      entry("configuration", "above?", "no"),
      entry("compatibility", "fits?", "yes"),
      entry("context", "where?", square),
      entry("context", "where else?", square),
    ]),
  );
});

const score = async (answers: Readonly<Record<string, Answer>>) => {
  const { backend } = answering(answers);
  return runBenchmark(roboSpatial, {
    path: folder.path(""),
    backend: async () => backend,
    signal: never,
  });
};

describe("RoboSpatial-Home", () => {
  it("judges by how an answer begins, and the first point by the polygon; the total is of categories", async () => {
    const report = await score({
      "left?": saying("Yes, it is."),
      "above?": saying("Not really"),
      "fits?": saying("I think yes"),
      "where?": saying("Points: [(0.5, 0.30), (0.9, 0.9)]"),
      "where else?": saying("[0.7, 0.3]"),
    });
    expect(report.categories).toMatchObject({
      configuration: { asked: 2, usable: 1, score: 1 },
      compatibility: { asked: 1, usable: 0, score: 0 },
      context: { asked: 2, usable: 1, score: 0.5 },
    });
    expect(report.overall).toMatchObject({ asked: 5, usable: 0.8, score: 0.5 });
  });

  it("takes the likelier of a backend that gives a probability", async () => {
    const probable: Answer = {
      text: "",
      reading: { kind: "predicate", probability: 0.2 },
      confidence: 1,
    };
    const { categories } = await score({ "left?": probable, "above?": probable });
    expect(categories.configuration).toMatchObject({ usable: 1, score: 0.5 });
  });

  it("refuses entries without an answer", async () => {
    const path = folder.path("wrong.json");
    await writeFile(path, JSON.stringify([{ ...entry("context", "a", square), answer: "" }]));
    await expect(roboSpatial.read(path)).rejects.toThrow(/row 1: answer/);
  });
});
