import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { returnsOf } from "../../src/export/alignment.js";
import { decodeExample, type Example } from "../../src/export/rlds/example.js";
import { rlds } from "../../src/export/rlds/index.js";
import { recordsIn } from "../../src/export/rlds/tfrecord.js";
import { approach, jobOf, labelledFolder } from "./labelled-folder.js";

let root: string;
let place: string;
let examples: readonly Example[];
let whole: number;
let discount: number;

const shard = "spatial_reward-train.tfrecord-00000-of-00001";
const readAll = async (): Promise<readonly Example[]> => {
  const records = await recordsIn(join(place, shard));
  if (typeof records === "string") throw new Error(records);
  return records.map(decodeExample);
};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "rlds-"));
  place = join(root, "out", "spatial_reward", "1.0.0");
  await mkdir(join(root, "out"));
  const one = await labelledFolder(join(root, "reach_0"));
  const other = await labelledFolder(join(root, "reach_1"), approach.slice(0, 6));
  const job = await jobOf([one, other]);
  await rlds.write(join(root, "out"), job);
  for (const recording of job.recordings) await recording.close();
  const [first] = job.data.episodes;
  discount = first?.discount ?? Number.NaN;
  const rewards = (first?.transitions ?? []).map(({ reward }) => reward);
  whole = returnsOf(rewards, discount)[0] ?? Number.NaN;
  examples = await readAll();
});
afterAll(() => rm(root, { recursive: true }));

const numbers = (episode: number, key: string): readonly number[] => {
  const found = examples[episode]?.get(key);
  if (found === undefined || found.kind === "bytes") throw new Error(`${key} has no numbers`);
  return found.values;
};
const bytes = (episode: number, key: string): readonly Uint8Array[] => {
  const found = examples[episode]?.get(key);
  if (found?.kind !== "bytes") throw new Error(`${key} has no bytes`);
  return found.values;
};

describe("an RLDS data set", () => {
  it("lies where TFDS looks for it, with what is in it", async () => {
    expect((await readdir(place)).sort()).toEqual(["dataset_info.json", "features.json", shard]);
    const info = JSON.parse(await readFile(join(place, "dataset_info.json"), "utf8"));
    expect(info).toMatchObject({
      name: "spatial_reward",
      version: "1.0.0",
      splits: [{ name: "train", shardLengths: ["2"] }],
    });
  });

  it("has a step for every frame, the last of which pays nothing", () => {
    expect(numbers(0, "steps/reward")).toHaveLength(14);
    expect(numbers(0, "steps/action")).toHaveLength(14 * 3);
    expect(numbers(0, "steps/observation/state")).toHaveLength(14 * 2);
    expect(numbers(1, "steps/reward")).toHaveLength(6);
    for (const episode of [0, 1]) {
      expect(numbers(episode, "steps/reward").at(-1)).toBe(0);
      expect(numbers(episode, "steps/is_first").lastIndexOf(1)).toBe(0);
      expect(numbers(episode, "steps/is_last").indexOf(1)).toBe(episode === 0 ? 13 : 5);
    }
  });

  it("is worth what the episode is, and never NaN", () => {
    const rewards = numbers(0, "steps/reward");
    expect(rewards.every(Number.isFinite)).toBe(true);
    expect(returnsOf(rewards, discount)[0]).toBeCloseTo(whole, 5);
    expect(numbers(0, "steps/spatial/reward_known")[2]).toBe(0);
    expect(rewards[2]).toBe(0);
  });

  it("is terminal where it succeeded alone, and nothing counts after the step that led there", () => {
    expect(numbers(0, "steps/is_terminal").indexOf(1)).toBe(13);
    expect(numbers(1, "steps/is_terminal")).not.toContain(1);
    expect(numbers(0, "steps/discount").slice(-3)).toEqual([expect.closeTo(discount, 6), 0, 0]);
    expect(numbers(0, "episode_metadata/success")).toEqual([1]);
  });

  it("has the pictures whole, and the task in words", async () => {
    const pictures = bytes(0, "steps/observation/image");
    expect(pictures).toHaveLength(14);
    const { width, height, format } = await sharp(pictures[13]).metadata();
    expect({ width, height, format }).toEqual({ width: 64, height: 48, format: "png" });
    const words = bytes(0, "steps/language_instruction").map((each) =>
      Buffer.from(each).toString(),
    );
    expect(new Set(words)).toEqual(new Set(["reach the red mug"]));
  });

  it("has nothing that a loader would trip over", async () => {
    expect(await rlds.check(join(root, "out"))).toEqual([]);
  });

  it("whose files don't agree is told", async () => {
    const path = join(place, "features.json");
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace('"action"', '"actoin"'));
    const problems = (await rlds.check(join(root, "out"))).map(({ what }) => what);
    await writeFile(path, text);
    expect(problems).toContain(
      "record 0: steps/actoin: must have 42 values, as features.json tells",
    );
    expect(problems).toContain("record 0: steps/action: is not in features.json");
    const info = join(place, "dataset_info.json");
    const about = await readFile(info, "utf8");
    await writeFile(info, about.replace('"2"', '"3"'));
    const [problem] = await rlds.check(join(root, "out"));
    await writeFile(info, about);
    expect(problem?.what).toBe("has 2 records, and dataset_info.json tells 3");
  });

  it("can do without pictures", async () => {
    const [one] = [await labelledFolder(join(root, "bare"))];
    const job = await jobOf([one], {
      state: [],
      action: [],
      sources: [],
      pictures: false,
      version: "0",
    });
    const out = join(root, "without");
    await mkdir(out);
    await rlds.write(out, job);
    for (const recording of job.recordings) await recording.close();
    expect(await rlds.check(out)).toEqual([]);
  });
});
