import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DataLine, readDataset, runVqa, writeDataset } from "../../src/dataset/index.js";
import { tabletop } from "./scene.js";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "dataset-"));
});
afterEach(() => rm(root, { recursive: true }));

const lines = (count: number): DataLine[] =>
  Array.from({ length: count }, (_, i) => ({ ...tabletop, image: `images/${i}.jpg` }));

const save = async (name: string, content: readonly object[] | string): Promise<string> => {
  const dir = join(root, name);
  await mkdir(dir, { recursive: true });
  const text =
    typeof content === "string" ? content : content.map((each) => JSON.stringify(each)).join("\n");
  await writeFile(join(dir, "data.jsonl"), text);
  return dir;
};

const textOf = (dir: string): Promise<string> => readFile(join(dir, "data.jsonl"), "utf8");

const all = async (dir: string): Promise<DataLine[]> => {
  const read: DataLine[] = [];
  for await (const line of readDataset(dir)) read.push(line);
  return read;
};

const fails = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

describe("readDataset", () => {
  it("reads back what writeDataset wrote", async () => {
    const dir = join(root, "new");
    expect(await writeDataset(dir, lines(3))).toBe(3);
    expect(await all(dir)).toEqual(lines(3));
    expect(await readdir(dir)).toEqual(["data.jsonl"]);
  });

  it("names every problem of a line, with its file and number", async () => {
    const bad = {
      ...tabletop,
      width: -1,
      things: [{ ...tabletop.things[0], visible: 2 }],
      pairs: [],
    };
    const dir = await save("bad", [tabletop, bad]);
    await expect(all(dir)).rejects.toEqual(
      fails("dataset.invalid", /data\.jsonl:2: .*width: .*; things\.0\.visible: /),
    );
  });

  it("refuses pairs of things that don't exist", async () => {
    const dir = await save("pairs", [{ ...tabletop, things: [] }]);
    await expect(all(dir)).rejects.toEqual(fails("dataset.invalid", /pairs: must refer/));
  });

  it("refuses what is not JSON, and folders without data", async () => {
    await expect(all(await save("text", "{oops"))).rejects.toEqual(
      fails("dataset.invalid", /:1: not JSON/),
    );
    await expect(all(await save("array", "[1]"))).rejects.toEqual(
      fails("dataset.invalid", /JSON object/),
    );
    await expect(all(root)).rejects.toEqual(fails("dataset.invalid", /not a data set/));
  });

  it("skips empty lines", async () => {
    expect(await all(await save("gaps", `\n${JSON.stringify(tabletop)}\n\n`))).toHaveLength(1);
  });
});

describe("writeDataset", () => {
  it("does not touch a file that stays as it is", async () => {
    const dir = join(root, "same");
    await writeDataset(dir, lines(3));
    const before = await stat(join(dir, "data.jsonl"));
    expect(await writeDataset(dir, lines(3))).toBe(3);
    const after = await stat(join(dir, "data.jsonl"));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    expect(await readdir(dir)).toEqual(["data.jsonl"]);
    await writeDataset(dir, lines(4));
    expect(await all(dir)).toHaveLength(4);
  });

  it("leaves the old file whole, and nothing else, when a line can't be made", async () => {
    const dir = await save("old", [tabletop]);
    const before = await textOf(dir);
    const failing = function* () {
      yield tabletop;
      throw new RangeError("no more");
    };
    await expect(writeDataset(dir, failing())).rejects.toThrow("no more");
    expect(await textOf(dir)).toBe(before);
    expect(await readdir(dir)).toEqual(["data.jsonl"]);
  });

  it("says why a folder can't be written", async () => {
    const file = join(root, "file");
    await writeFile(file, "");
    await expect(writeDataset(join(file, "inside"), [])).rejects.toEqual(
      fails("output.write", /can't be written: a part of the path is not a folder/),
    );
  });

  it("waits for a slow disk rather than fill the memory", async () => {
    const count = 2_000;
    expect(await writeDataset(join(root, "large"), lines(count))).toBe(count);
    expect((await textOf(join(root, "large"))).split("\n")).toHaveLength(count + 1);
  });
});

describe("runVqa", () => {
  const options = { seed: 1, perImage: 12 };

  it("writes a data set per source that refers to the source's images", async () => {
    const source = await save("train", lines(2));
    const out = join(root, "out");
    const summary = await runVqa({ ...options, sources: [source], out });
    expect(summary).toMatchObject({ images: 2, questions: 24 });
    const [first] = await all(join(out, "train"));
    expect(first?.image).toBe("../../train/images/0.jpg");
    expect(first?.questions).toHaveLength(12);
  });

  it("keeps, in place, whatever else a line had", async () => {
    const source = await save("train", [{ ...tabletop, mine: { kept: true } }]);
    await runVqa({ ...options, sources: [source] });
    expect(JSON.parse(await textOf(source))).toMatchObject({
      image: tabletop.image,
      mine: { kept: true },
      questions: expect.any(Array),
    });
  });

  it("asks the same of an image wherever it stands, and otherwise of other seeds", async () => {
    const [a, b] = lines(2);
    if (a === undefined || b === undefined) throw new Error("two lines");
    const texts: string[] = [];
    for (const [order, seed] of [
      [[a, b], 1],
      [[b, a], 1],
      [[a, b], 2],
    ] as const) {
      const source = await save("train", order);
      await runVqa({ ...options, sources: [source], seed });
      const found = (await all(source)).find(({ image }) => image === a.image);
      texts.push(JSON.stringify(found?.questions));
    }
    expect(texts[1]).toBe(texts[0]);
    expect(texts[2]).not.toBe(texts[0]);
  });

  it("takes a folder of shards, asks each its own questions, and leaves unfinished ones alone", async () => {
    await save("train/shard-0", lines(1));
    await save("train/shard-1", lines(1));
    const hidden = await save("train/.shard-2.17", lines(1));
    const before = await textOf(hidden);
    const { datasets } = await runVqa({ ...options, sources: [join(root, "train")] });
    expect(datasets.map(({ source }) => source)).toEqual([
      join(root, "train/shard-0"),
      join(root, "train/shard-1"),
    ]);
    const [one, other] = await Promise.all(datasets.map(({ output }) => all(output)));
    expect(one?.[0]?.questions).not.toEqual(other?.[0]?.questions);
    expect(await textOf(hidden)).toBe(before);
  });

  it("stops between images when told to, and changes nothing of that data set", async () => {
    const source = await save("train", lines(3));
    const before = await textOf(source);
    const run = runVqa({ ...options, sources: [source], signal: AbortSignal.abort() });
    await expect(run).rejects.toEqual(fails("interrupted", /stopped/));
    expect(await textOf(source)).toBe(before);
  });

  it("tells how far it is", async () => {
    const source = await save("train", lines(250));
    const seen: number[] = [];
    await runVqa({ ...options, sources: [source], onProgress: ({ images }) => seen.push(images) });
    expect(seen).toEqual([200, 250]);
  });

  it.each([
    ["run.mcap", "is a recording"],
    ["photo.jpg", "is an image"],
    ["notes.txt", "is a file"],
  ])("refuses %s, which %s", async (name, what) => {
    const path = join(root, name);
    await writeFile(path, "");
    await expect(runVqa({ ...options, sources: [path] })).rejects.toEqual(
      fails("usage.argument", new RegExp(what)),
    );
  });

  it("refuses folders that are no data sets, missing ones, and two of one name", async () => {
    const refusal = (sources: readonly string[], message: RegExp) =>
      expect(runVqa({ ...options, sources })).rejects.toEqual(fails("usage.argument", message));
    await refusal([root], /has no data\.jsonl/);
    await refusal([join(root, "nowhere")], /does not exist/);
    await mkdir(join(root, "bag"));
    await writeFile(join(root, "bag/metadata.yaml"), "");
    await refusal([join(root, "bag")], /is a recording/);
    await mkdir(join(root, "photos"));
    await writeFile(join(root, "photos/a.PNG"), "");
    await refusal([join(root, "photos")], /is a folder of images/);
    const twins = [await save("a/train", lines(1)), await save("b/train", lines(1))];
    await refusal(twins, /both called train/);
  });
});
