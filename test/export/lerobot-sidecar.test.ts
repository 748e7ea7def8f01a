import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { parquetWriteFile } from "hyparquet-writer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { returnsOf } from "../../src/export/alignment.js";
import { checkExport } from "../../src/export/index.js";
import { stepDiscount } from "../../src/export/labelled-frame.js";
import { dataset, exportSidecar, labelDataset } from "./labelled-dataset.js";

let folder: string;
const out = (...names: readonly string[]): string => join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sidecar-"));
  await labelDataset(out("labelled"));
});
afterAll(() => rm(folder, { recursive: true }));

const exported = (output: string, fps?: number) => exportSidecar(out("labelled"), out(output), fps);

const rowsIn = async <T>(shape: z.ZodType<T>, ...path: readonly string[]): Promise<readonly T[]> =>
  z.array(shape).parse(await parquetReadObjects({ file: await asyncBufferFromFile(out(...path)) }));

const place = { episode_index: z.bigint(), frame_index: z.bigint() };
const progressRow = z.strictObject({
  index: z.bigint(),
  ...place,
  progress_sparse: z.number(),
  progress_dense: z.number(),
});
const returnsRow = z.strictObject({
  ...place,
  return: z.number(),
  reward: z.number(),
  prompt: z.string(),
});
const ownRow = z.looseObject({ index: z.bigint(), ...place });

describe("a LeRobot dataset's sidecar", () => {
  it("has a row for each of the dataset's, by the dataset's own numbers, and leaves it as it was", async () => {
    const before = await readdir(dataset, { recursive: true });
    await exported("sidecar");
    const table = join(dataset, "data/chunk-000/file-000.parquet");
    const own = z
      .array(ownRow)
      .parse(await parquetReadObjects({ file: await asyncBufferFromFile(table) }));
    const numbers = own.map((row) => [row.index, row.episode_index, row.frame_index]);
    const rows = await rowsIn(progressRow, "sidecar", "sarm_progress.parquet");
    expect(rows.map((row) => [row.index, row.episode_index, row.frame_index])).toEqual(numbers);
    const returns = await rowsIn(returnsRow, "sidecar", "meta/returns_spatial_reward.parquet");
    expect(returns.map((row) => row.frame_index)).toEqual(own.map((row) => row.frame_index));
    expect(await readdir(dataset, { recursive: true })).toEqual(before);
  });

  it("tells progress from 0 to 1, never NaN, and what each row's way on is worth", async () => {
    const { fps } = await exported("worth");
    const rows = await rowsIn(progressRow, "worth", "sarm_progress.parquet");
    const returns = await rowsIn(returnsRow, "worth", "meta/returns_spatial_reward.parquet");
    for (const episode of [0n, 1n, 2n]) {
      const progress = rows
        .filter((row) => row.episode_index === episode)
        .map((row) => row.progress_sparse);
      expect(progress.every((value) => value >= 0 && value <= 1)).toBe(true);
      expect(progress).toEqual([...progress].sort((a, b) => a - b));
      expect(progress.at(-1)).toBeGreaterThan(progress[0] ?? 1);
      const own = returns.filter((row) => row.episode_index === episode);
      const due = returnsOf(
        own.map(({ reward }) => reward),
        stepDiscount(0.5, fps),
      );
      own.forEach((row, k) => {
        expect(row.return).toBeCloseTo(due[k] ?? Number.NaN, 5);
        expect(row.prompt).toBe("reach the mug");
      });
      expect(own.at(-1)?.reward).toBe(0);
    }
  });

  it("says who made it, as LeRobot asks", async () => {
    await exported("made");
    const file = await asyncBufferFromFile(out("made", "sarm_progress.parquet"));
    const { key_value_metadata: told = [] } = await parquetMetadataAsync(file);
    expect(told).toContainEqual({ key: "reward_model_path", value: "spatial-reward" });
    const about = JSON.parse(await readFile(out("made", "spatial_reward_export.json"), "utf8"));
    expect(about).toMatchObject({ format: "lerobot-sidecar", episodes: 3 });
  });

  it("refuses another rate than the dataset's, and says which", async () => {
    await expect(exported("slow", 3)).rejects.toMatchObject({
      code: "export.unlabelled",
      message: expect.stringMatching(/3\.00 Hz, the dataset \d+ Hz; give --fps \d+/),
    });
  });

  it("is checked: a row that is missing or impossible is named", async () => {
    await exported("checked");
    expect(await checkExport(out("checked"))).toMatchObject({
      format: "lerobot-sidecar",
      problems: [],
    });
    parquetWriteFile({
      filename: out("checked", "sarm_progress.parquet"),
      columnData: [
        { name: "index", data: [0n, 1n], type: "INT64" },
        { name: "episode_index", data: [0n, 0n], type: "INT64" },
        { name: "frame_index", data: [0n, 2n], type: "INT64" },
        { name: "progress_sparse", data: [0.5, Number.NaN], type: "FLOAT" },
      ],
    });
    const { problems } = await checkExport(out("checked"));
    expect(problems.map(({ what }) => what)).toEqual([
      expect.stringMatching(/^row 1: progress_sparse/),
    ]);
  });
});
