import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writePictures } from "../data-engine/folder.js";
import { tabletop } from "../dataset/scene.js";
import { errorOf, run } from "./program.js";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "vqa-"));
  await mkdir(join(root, "train"));
  await writeFile(join(root, "train/data.jsonl"), `${JSON.stringify(tabletop)}\n`);
});
afterEach(() => rm(root, { recursive: true }));

describe("vqa", { timeout: 120_000 }, () => {
  it("writes questions beside the source and says how many", async () => {
    const args = ["vqa", "train", "-o", "out", "--per-image", "5", "--seed", "3"];
    const { code, out, err } = await run(args, { cwd: root });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe("out/train: 1 image, 5 questions\n1 data set, 1 image, 5 questions\n");
    const line: unknown = JSON.parse(await readFile(join(root, "out/train/data.jsonl"), "utf8"));
    expect(line).toMatchObject({ image: "../../train/images/000000.jpg" });
  });

  it("rewrites in place, and sums up as JSON", async () => {
    const { code, out } = await run(["vqa", "train", "--in-place", "--json"], { cwd: root });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({
      datasets: [{ source: "train", output: "train", images: 1, questions: 24 }],
      images: 1,
      questions: 24,
    });
  });

  it("asks of a folder of pictures, and says what it left out", async () => {
    await writePictures(join(root, "photos"));
    const args = [
      "vqa",
      "photos",
      "-o",
      "out",
      "--detector",
      "boxes",
      "--per-image",
      "4",
      "--format",
      "llava",
    ];
    const { code, out, err } = await run(args, { cwd: root });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toBe("out/photos: 3 images of 3, 6 things, 12 questions\n");
    expect(JSON.parse(await readFile(join(root, "out/photos/llava.json"), "utf8"))).toHaveLength(3);
  });

  it.each([
    [["photos", "--in-place"], "usage.flag", "another folder"],
    [["photos", "-o", "out", "--detector", "yolo"], "usage.flag", "nano, boxes"],
    [["photos", "-o", "out", "--format", "lava"], "usage.argument", "llava"],
  ])("refuses %j of pictures", async (args, code, hint) => {
    await writePictures(join(root, "photos"));
    const ended = await run(["vqa", ...args], { cwd: root });
    expect(ended.code).toBe(2);
    expect(errorOf(ended)).toMatchObject({ code, message: expect.stringContaining(hint) });
  });

  it.each([
    [["train"], 2, "usage.flag", "either -o DIR or --in-place"],
    [["train", "-o", "out", "--in-place"], 2, "usage.flag", "either"],
    [["train", "-o", "out", "--seed", "1.5"], 2, "usage.argument", "whole number"],
    [["nowhere", "-o", "out"], 2, "usage.argument", "does not exist"],
    [["bad", "-o", "out"], 1, "dataset.invalid", "data.jsonl:1"],
  ])("refuses %j", async (args, exit, code, hint) => {
    await mkdir(join(root, "bad"));
    await writeFile(join(root, "bad/data.jsonl"), "{}\n");
    const ended = await run(["vqa", ...args], { cwd: root });
    expect(ended.code).toBe(exit);
    expect(errorOf(ended)).toMatchObject({ code, message: expect.stringContaining(hint) });
    expect(ended.out).toBe("");
  });
});
