import { mkdir, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { runBenchmark } from "../../../src/eval/benchmarks/run.js";
import { meanRelativeAccuracy } from "../../../src/eval/benchmarks/vsi.js";
import { benchmarkNamed, benchmarkRemarks, benchmarkTable } from "../../../src/eval/index.js";
import { never, useFolder, writeLines } from "./folder.js";

const folder = useFolder();

const score = (name: string, path: string) =>
  runBenchmark(benchmarkNamed(name), {
    path,
    backend: async () => {
      throw new Error("answers made elsewhere need no backend");
    },
    signal: never,
  });

describe("SpatialRGPT-Bench", () => {
  const answer = (category: string, gt: string, pred: string, type = "quantitative") => ({
    question_id: "1",
    image: "a.jpg",
    question: "How far is Region [0] from Region [1]?",
    gt,
    pred,
    model_id: "m",
    qa_info: { type, category },
  });

  it("is right within 25 %, bounds included, in any unit, and an hour of the clock", async () => {
    await mkdir(folder.path("run"));
    await writeLines(folder.path("run/merge.jsonl"), [
      answer("distance_data", "Region [0] and Region [1] are 4.0 meters apart.", "5 m"),
      answer("distance_data", "4.0 meters", "5.01 meters"),
      answer("width_data", "Region [0] is 100 centimeters wide.", "It is 0.75 meters."),
      answer("height_data", "10.0 inches", "I can't say."),
      answer("direction", "around the 12 o'clock direction.", "Around the 1 o'clock direction."),
      answer("direction", "12 o'clock", "3 o'clock"),
      answer("left_predicate", "Yes, it is.", "Yes.", "qualitative"),
    ]);
    const report = await score("spatialrgpt", folder.path("run"));
    expect(report.categories).toMatchObject({
      "direct distance": { asked: 2, usable: 1, score: 0.5 },
      width: { asked: 1, score: 1 },
      height: { asked: 1, usable: 0, score: 0 },
      direction: { asked: 2, usable: 1, score: 0.5 },
    });
    expect(report.categories.width?.relativeError).toBeCloseTo(0.25, 3);
    expect(report.overall).toMatchObject({ asked: 6, score: 0.5 });
    expect(report.backend).toBeUndefined();
  });

  it("refuses a truth without a length", async () => {
    await writeLines(folder.path("wrong.jsonl"), [answer("width_data", "wide", "1 m")]);
    await expect(score("spatialrgpt", folder.path("wrong.jsonl"))).rejects.toThrow(
      /row 1: gt has no length/,
    );
  });
});

describe("VSI-Bench", () => {
  it("has ten confidences, from 0.5 to 0.95", () => {
    expect(meanRelativeAccuracy(2, 2)).toBe(1);
    expect(meanRelativeAccuracy(1, 2)).toBe(0.1); // off by 50 %: only the laxest
    expect(meanRelativeAccuracy(0.99, 2)).toBe(0);
    expect(meanRelativeAccuracy(2.4, 2)).toBeCloseTo(0.7, 12); // 20 %: 0.5 … 0.8
    expect(meanRelativeAccuracy(2.1, 2)).toBeGreaterThanOrEqual(0.9); // 5 %
  });

  const document = (question_type: string, ground_truth: string | number, prediction: string) => ({
    id: 1,
    dataset: "arkitscenes",
    scene_name: "41069025",
    question: "?",
    question_type,
    ground_truth,
    prediction,
  });

  it("reads the first word alone, without full stops, and an empty one is no 0", async () => {
    await writeLines(folder.path("vsi.jsonl"), [
      document("object_abs_distance", "2.0", "2.0."),
      document("object_abs_distance", 2, "about 2 m"),
      document("object_counting", "4", ""),
      document("object_size_estimation", "100", "50 cm"),
      document("route_planning", "A", "A"),
    ]);
    const report = await score("vsi", folder.path("vsi.jsonl"));
    expect(report.categories).toMatchObject({
      object_abs_distance: { asked: 2, usable: 0.5, score: 0.5 },
      object_counting: { asked: 1, usable: 0, score: 0 },
      object_size_estimation: { asked: 1, score: 0.1 },
    });
    expect(report.overall.score).toBeCloseTo(0.2, 12); // of the kinds
    expect(benchmarkTable(report).rows.at(-1)).toEqual(["all", "4", "50.0 %", "20.0 %", "–"]);
    expect(benchmarkRemarks(report)[0]).toMatch(
      /answers made elsewhere, scored as arXiv 2412.14171/,
    );
  });

  it("refuses a truth of 0, of which no share can be off", async () => {
    await writeLines(folder.path("zero.jsonl"), [document("object_counting", "0", "0")]);
    await expect(score("vsi", folder.path("zero.jsonl"))).rejects.toThrow(/above 0; got 0/);
  });

  it("reads a JSON list too, and says where a line is no JSON", async () => {
    await writeFile(
      folder.path("list.json"),
      JSON.stringify([document("object_counting", 4, "4")]),
    );
    expect((await score("vsi", folder.path("list.json"))).overall.score).toBe(1);
    await writeFile(
      folder.path("broken.jsonl"),
      `${JSON.stringify(document("object_counting", 4, "4"))}\n{`,
    );
    await expect(score("vsi", folder.path("broken.jsonl"))).rejects.toThrow(/line 2: is not JSON/);
  });
});

describe("a benchmark that is not read", () => {
  it("is named, with those that are", () => {
    expect(() => benchmarkNamed("q-spacial")).toThrow(/did you mean "q-spatial".*robospatial/);
    expect(() => benchmarkNamed("constructor")).toThrow(/unknown benchmark/);
  });
});
