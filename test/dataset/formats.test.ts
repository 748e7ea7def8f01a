import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeDataset, writeFormats } from "../../src/dataset/index.js";
import { tabletop } from "./scene.js";

const picture = Buffer.from([0xff, 0xd8, 0xff, 0x00, 0x80]);
const questions = [
  {
    question: "How far?",
    answer: "5 cm.",
    fact: { relation: "distance", subject: "a", object: "b", metres: 0.05 },
  },
  {
    question: "Is it wider?",
    answer: "Yes.",
    fact: { relation: "wider", subject: "a", object: "b", holds: true },
  },
];

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "formats-"));
  await writeFile(join(root, "a.jpg"), picture);
  await writeDataset(root, [
    { ...tabletop, image: "a.jpg", questions },
    { ...tabletop, image: "missing.jpg", questions: [] },
  ]);
});
afterEach(() => rm(root, { recursive: true }));

const linesOf = async (file: string): Promise<unknown[]> =>
  (await readFile(join(root, file), "utf8"))
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));

const turns = [
  { from: "human", value: "<image>\nHow far?" },
  { from: "gpt", value: "5 cm." },
  { from: "human", value: "Is it wider?" },
  { from: "gpt", value: "Yes." },
];

describe("files for trainers", () => {
  it("LLaVA: the picture comes with the first question; pictures without any are left out", async () => {
    await writeFormats(root, ["llava"]);
    expect(JSON.parse(await readFile(join(root, "llava.json"), "utf8"))).toEqual([
      { id: "a", image: "a.jpg", conversations: turns },
    ]);
  });

  it.each([0, 1, 2])("LLaVA: one list, of %i pictures too", async (count) => {
    const line = { ...tabletop, image: "a.jpg", questions };
    await writeDataset(root, Array(count).fill(line));
    await writeFormats(root, ["llava"]);
    expect(JSON.parse(await readFile(join(root, "llava.json"), "utf8"))).toHaveLength(count);
  });

  it("ShareGPT: a list of images", async () => {
    await writeFormats(root, ["sharegpt"]);
    expect(await linesOf("sharegpt.jsonl")).toEqual([{ conversations: turns, images: ["a.jpg"] }]);
  });

  it("Parquet: the picture's own bytes, and what tells `datasets` that they are an image", async () => {
    await writeFormats(root, ["parquet"]);
    const file = await asyncBufferFromFile(join(root, "data.parquet"));
    const { key_value_metadata: kept } = await parquetMetadataAsync(file);
    const told = kept?.find(({ key }) => key === "huggingface")?.value ?? "";
    // `datasets` 3.6 and 4.4 both take "Sequence"; "List" is unknown to 3.6.
    expect(JSON.parse(told)).toMatchObject({
      info: { features: { image: { _type: "Image" }, answers: { _type: "Sequence" } } },
    });
    const [row, ...more] = await parquetReadObjects({ file, utf8: false });
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      questions: ["How far?", "Is it wider?"],
      answers: ["5 cm.", "Yes."],
    });
    expect(Buffer.from(row?.image.bytes)).toEqual(picture);
  });

  it("are all there or not at all", async () => {
    await writeDataset(root, [{ ...tabletop, image: "missing.jpg", questions }]);
    await expect(writeFormats(root, ["parquet"])).rejects.toMatchObject({ code: "image.missing" });
    expect((await readdir(root)).filter((name) => name.includes("parquet"))).toEqual([]);
  });
});
