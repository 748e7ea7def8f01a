import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DataLine, pickDataset, readDataset } from "../../src/dataset/index.js";
import { tabletop } from "./scene.js";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "pick-"));
});
afterEach(() => rm(root, { recursive: true }));

const fact = { relation: "visible", subject: "red mug", holds: true } as const;
const questions = Array.from({ length: 8 }, (_, i) => ({ question: `${i}?`, answer: "yes", fact }));

/** A data set whose images say which line they belong to. */
const source = async (name: string, lines: readonly Partial<DataLine>[]) => {
  const path = join(root, name);
  await mkdir(path);
  const whole = lines.map((line, i) => ({ ...tabletop, ...line, image: `${i}.jpg` }));
  await writeFile(join(path, "data.jsonl"), whole.map((line) => JSON.stringify(line)).join("\n"));
  await Promise.all(whole.map(({ image }) => writeFile(join(path, image), `${name}/${image}`)));
  return { path, name };
};

const linesOf = async (folder: string): Promise<DataLine[]> => {
  const lines: DataLine[] = [];
  for await (const line of readDataset(join(root, "out", folder))) lines.push(line);
  return lines;
};

const pick = (sources: Awaited<ReturnType<typeof source>>[], stills = 3, episodes = 0) =>
  pickDataset(sources, join(root, "out"), { stills, episodes, questions: 4 });

describe("a picked data set", () => {
  it("has stills from everywhere, with their images and some of their questions", async () => {
    const still = { questions };
    const picked = await pick([
      await source(
        "a",
        Array.from({ length: 4 }, () => still),
      ),
      await source("b", [{}, still, still]),
    ]);
    expect(picked).toEqual({ stills: 3, episodes: 0, images: 3 });
    const lines = await linesOf("stills");
    const images = await Promise.all(
      lines.map(({ image }) => readFile(join(root, "out/stills", image), "utf8")),
    );
    expect(images).toEqual(["a/0.jpg", "a/2.jpg", "b/1.jpg"]);
    expect(lines.map((line) => line.questions?.map(({ question }) => question))).toEqual(
      lines.map(() => ["0?", "2?", "4?", "6?"]),
    );
  });

  it("has whole episodes that end in every way, without the questions of their frames", async () => {
    const task = { subject: "gripper", object: "red mug" };
    const frames = (episode: string, outcome: string) =>
      [0, 0.2].map((t) => ({ episode, outcome, t, task, questions }));
    const data = [...frames("e1", "success"), ...frames("e2", "success"), ...frames("e3", "miss")];
    expect(await pick([await source("a", data)], 3, 2)).toEqual({
      stills: 0,
      episodes: 2,
      images: 4,
    });
    const lines = await linesOf("episodes");
    expect(lines.map(({ episode, t }) => [episode, t])).toEqual([
      ["e1", 0],
      ["e1", 0.2],
      ["e3", 0],
      ["e3", 0.2],
    ]);
    expect(lines.every((line) => line.questions === undefined)).toBe(true);
  });

  it("is not made of images that are not there", async () => {
    const { path, name } = await source("a", [{ questions }]);
    await rm(join(path, "0.jpg"));
    await expect(pick([{ path, name }])).rejects.toMatchObject({ code: "output.write" });
  });
});
