import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lerobot } from "../../src/export/lerobot/index.js";
import { sourcesAt } from "../../src/source/index.js";
import { approach, jobOf, labelledFolder } from "./labelled-folder.js";

let root: string;
let folder: string;
const camera = "observation.images.camera";

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "lerobot-"));
  folder = join(root, "out");
  await mkdir(folder);
  const one = await labelledFolder(join(root, "reach_0"));
  const other = await labelledFolder(join(root, "reach_1"), approach.slice(0, 6));
  const job = await jobOf([one, other]);
  await lerobot.write(folder, job);
  for (const recording of job.recordings) await recording.close();
});
afterAll(() => rm(root, { recursive: true }));

const json = async (name: string) => JSON.parse(await readFile(join(folder, name), "utf8"));
const rows = async (name: string) =>
  parquetReadObjects({ file: await asyncBufferFromFile(join(folder, name)), utf8: false });
const data = "data/chunk-000/file-000.parquet";

describe("a LeRobot data set", () => {
  it("has a row a transition, one fewer than frames", async () => {
    const all = await rows(data);
    expect(all.map(({ episode_index: episode }) => Number(episode))).toEqual([
      ...Array.from({ length: 13 }, () => 0),
      ...Array.from({ length: 5 }, () => 1),
    ]);
    expect(all.map(({ index }) => Number(index))).toEqual(all.map((_, i) => i));
    expect(await json("meta/info.json")).toMatchObject({
      codebase_version: "v3.0",
      fps: 10,
      total_frames: 18,
      total_episodes: 2,
    });
  });

  it("tells scalars as scalars, vectors as lists, and every column in info.json", async () => {
    const [first] = await rows(data);
    const { features } = await json("meta/info.json");
    expect(Object.keys(first ?? {}).sort()).toEqual(Object.keys(features).sort());
    expect(first).toMatchObject({
      "next.reward": expect.any(Number),
      "next.done": false,
      "spatial.distance": expect.any(Number),
      "observation.state": expect.any(Array),
      action: expect.any(Array),
    });
    expect(features.action).toEqual({
      dtype: "float32",
      shape: [3],
      names: ["data.0", "data.1", "data.2"],
    });
    expect(features[camera]).toMatchObject({ dtype: "image", shape: [48, 64, 3] });
  });

  it("is done on the step that leads to success, and pays 0 for what isn't known", async () => {
    const all = await rows(data);
    expect(all.filter((row) => row["next.done"]).map(({ index }) => Number(index))).toEqual([12]);
    const unknown = all.filter((row) => !row["next.valid"]);
    expect(unknown.map((row) => row["next.reward"])).toEqual([0, 0]);
    expect(unknown.map(({ frame_index: frame }) => Number(frame))).toEqual([2, 2]);
  });

  it("has statistics of every feature, all of them numbers", async () => {
    const statistics = await json("meta/stats.json");
    const { features } = await json("meta/info.json");
    expect(Object.keys(statistics).sort()).toEqual(Object.keys(features).sort());
    expect(statistics.action.mean).toHaveLength(3);
    expect(statistics[camera].std).toEqual([0, 1, 2].map(() => [[expect.any(Number)]]));
  });

  it("names its tasks in pandas' index", async () => {
    const file = await asyncBufferFromFile(join(folder, "meta/tasks.parquet"));
    const { key_value_metadata: notes = [] } = await parquetMetadataAsync(file);
    const note = notes.find(({ key }) => key === "pandas")?.value ?? "";
    expect(JSON.parse(note)).toMatchObject({ index_columns: ["task"] });
    expect(await rows("meta/tasks.parquet")).toEqual([
      { task_index: 0n, task: "reach the red mug" },
    ]);
  });

  it("tells the progress of every row, where RA-BC looks for it", async () => {
    const [all, progress] = [await rows(data), await rows("sarm_progress.parquet")];
    expect(progress).toHaveLength(all.length);
    for (const [i, { progress_sparse: told, ...row }] of progress.entries()) {
      expect(told).toBeCloseTo(Number(all[i]?.["spatial.potential"]), 6);
      const { index, episode_index, frame_index } = all[i] ?? {};
      expect(row).toMatchObject({ index, episode_index, frame_index });
    }
  });

  it("can be labelled again, episode by episode", async () => {
    expect(await sourcesAt(folder)).toEqual(
      [0, 1].map((index) => join(folder, `episode_00000${index}`)),
    );
  });

  it("has nothing that a loader would trip over", async () => {
    expect(await lerobot.check(folder)).toEqual([]);
  });

  it("whose files don't agree is told", async () => {
    const info = await json("meta/info.json");
    const { action, ...features } = info.features;
    const broken = { ...info, total_frames: 7, features: { ...features, actoin: action } };
    await writeFile(join(folder, "meta/info.json"), JSON.stringify(broken));
    const problems = (await lerobot.check(folder)).map(({ what }) => what);
    await writeFile(join(folder, "meta/info.json"), JSON.stringify(info));
    expect(problems).toEqual([
      "actoin: has no statistics",
      "actoin: is in info.json and no column",
      "action: is a column and not in info.json",
      "has 18 rows, and info.json tells 7",
    ]);
  });
});
