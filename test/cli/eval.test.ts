import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tabletop } from "../dataset/scene.js";
import { errorOf, run, tinyModel } from "./program.js";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "eval-cli-"));
  const grey = { create: { width: 320, height: 240, channels: 3, background: "grey" } } as const;
  await sharp(grey).png().toFile(join(folder, "grey.png"));
  const fact = { relation: "distance", subject: "red mug", object: "blue ball", metres: 0.5 };
  const question = "How far is the red mug from the blue ball?";
  const line = { ...tabletop, image: "grey.png", questions: [{ question, answer: "", fact }] };
  await writeFile(join(folder, "data.jsonl"), `${JSON.stringify(line)}\n`);
});
afterEach(() => rm(folder, { recursive: true }));

const backend = ["--backend", `onnx:${tinyModel}`];

describe("eval", { timeout: 120_000 }, () => {
  it("prints tables", async () => {
    const { code, out } = await run(["eval", folder, ...backend]);
    expect(code).toBe(0);
    expect(out).toContain("on 1 image");
    expect(out).toMatch(/distance +1 /);
  });

  it("prints one JSON document, and writes it beside the page", async () => {
    const { code, out } = await run([
      "eval",
      folder,
      ...backend,
      "--json",
      "-o",
      join(folder, "o"),
    ]);
    expect(code).toBe(0);
    const report: unknown = JSON.parse(out);
    expect(report).toMatchObject({ images: 1, questions: { quantitative: { asked: 1 } } });
    expect(JSON.parse(await readFile(join(folder, "o/report.json"), "utf8"))).toEqual(report);
    expect(await readFile(join(folder, "o/report.html"), "utf8")).toContain("<!doctype html>");
  });

  it("takes a threshold below 0 of a rise less a distance, as it chooses them itself", async () => {
    const { code } = await run([
      ...["eval", folder, ...backend, "--success", "carried", "--threshold", "-0.02"],
    ]);
    expect(code).toBe(0);
  });

  it.each([
    [["--success", "luck"], 2, "usage.flag", "near, raised, carried"],
    [["--threshold", "0.1"], 2, "usage.flag", "needs the --success rule"],
    [["--success", "near", "--threshold", "-0.1"], 2, "usage.flag", "greater than 0 for near"],
    [["--success", "near", "--threshold", "far"], 2, "usage.argument", "must be a number"],
    [["--false-positives", "3"], 2, "usage.argument", "between 0 and 1"],
    [["--backend", "onnx:nowhere"], 1, "model.missing", "nowhere"],
  ])("refuses %j", async (args, exit, code, hint) => {
    const ended = await run(["eval", folder, ...args]);
    expect(ended.code).toBe(exit);
    expect(errorOf(ended)).toMatchObject({ code, message: expect.stringContaining(hint) });
    expect(ended.out).toBe("");
  });
});
