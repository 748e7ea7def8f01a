import { mkdir, symlink, writeFile } from "node:fs/promises";
import { fileWriter, parquetWrite } from "hyparquet-writer";
import { beforeAll, describe, expect, it } from "vitest";
import { qSpatial } from "../../../src/eval/benchmarks/q-spatial.js";
import { runBenchmark } from "../../../src/eval/benchmarks/run.js";
import { answering, measuring, never, png, saying, useFolder } from "./folder.js";

const folder = useFolder();

interface Row {
  readonly question: string;
  readonly answer_value: number;
  readonly answer_unit: string;
  readonly question_type: string;
  readonly image_path: string;
  readonly image: { readonly bytes: Uint8Array | null; readonly path: string | null } | null;
}

/** As Hugging Face writes a picture: a group of its bytes, which have no logical type, and its path. */
const schema = [
  { name: "root", num_children: 6 },
  ...["question", "answer_unit", "question_type", "image_path"].map((name) => ({
    name,
    type: "BYTE_ARRAY" as const,
    converted_type: "UTF8" as const,
    repetition_type: "OPTIONAL" as const,
  })),
  { name: "answer_value", type: "FLOAT" as const, repetition_type: "OPTIONAL" as const },
  { name: "image", num_children: 2, repetition_type: "OPTIONAL" as const },
  { name: "bytes", type: "BYTE_ARRAY" as const, repetition_type: "OPTIONAL" as const },
  {
    name: "path",
    type: "BYTE_ARRAY" as const,
    converted_type: "UTF8" as const,
    repetition_type: "OPTIONAL" as const,
  },
];

const columns = [
  "question",
  "answer_unit",
  "question_type",
  "image_path",
  "answer_value",
  "image",
] as const;

const write = async (path: string, rows: readonly Row[]): Promise<void> =>
  parquetWrite({
    writer: fileWriter(path),
    schema,
    columnData: columns.map((name) => ({ name, data: rows.map((each) => each[name]) })),
  });

const row = (question: string, value: number, unit: string, image: Row["image"]): Row => ({
  question,
  answer_value: value,
  answer_unit: unit,
  question_type: "direct_distance",
  image_path: image ? "plus/0.png" : "scannet/1.png",
  image,
});

beforeAll(async () => {
  const bytes = new Uint8Array(await png());
  await mkdir(folder.path("data"));
  await mkdir(folder.path("data/scannet"));
  await writeFile(folder.path("data/scannet/1.png"), bytes);
  const inside = { bytes, path: "0.png" };
  await write(folder.path("data/QSpatial_plus-00000-of-00001.parquet"), [
    row("exactly half?", 2, "Meters", inside),
    row("a little more than half?", 2, "m", inside),
    row("feet?", 3, "feet", inside),
    row("refused?", 12, "inches", inside),
  ]);
  await write(folder.path("data/QSpatial_scannet-00000-of-00001.parquet"), [
    row("far off?", 50, "cm", null),
  ]);
});

describe("Q-Spatial Bench", () => {
  it("is right within a factor of 2, bounds excluded, in any unit, and wrong where refused", async () => {
    const { backend, counts } = answering({
      "exactly half?": measuring(1),
      "a little more than half?": measuring(1.001),
      "feet?": measuring(0.9144),
      "refused?": saying("I can't tell."),
      "far off?": measuring(1.5),
    });
    const report = await runBenchmark(qSpatial, {
      path: folder.path(""),
      backend: async () => backend,
      signal: never,
    });
    expect(report).toMatchObject({
      benchmark: "Q-Spatial Bench",
      backend: { name: "fake" },
      categories: {
        QSpatial_plus: { asked: 4, usable: 0.75, score: 0.5 },
        QSpatial_scannet: { asked: 1, usable: 1, score: 0 },
      },
      overall: { asked: 5, score: 0.4 },
    });
    expect(report.categories.QSpatial_scannet?.relativeError).toBeCloseTo(2, 6);
    // One picture in each file, asked about once.
    expect(counts.calls).toBe(2);
  });

  it("refuses a unit or a value that its rule can't take, with the row", async () => {
    const path = folder.path("QSpatial_wrong-0.parquet");
    const picture = { bytes: new Uint8Array(await png()), path: null };
    await write(path, [
      row("a", 1, "cubits", picture),
      row("b", 0, "cm", picture),
      row("c", 1, "constructor", picture),
    ]);
    await expect(qSpatial.read(path)).rejects.toMatchObject({
      code: "dataset.invalid",
      message: expect.stringMatching(
        /row 1: answer_unit: is no unit.*row 2: answer_value.*row 3: answer_unit/,
      ),
    });
  });

  it("refuses a folder of which a part can't be read: the rest would pass for the whole", async () => {
    await mkdir(folder.path("half"));
    await symlink("data", folder.path("half/data"));
    await expect(qSpatial.read(folder.path("half"))).rejects.toMatchObject({
      code: "dataset.invalid",
      message: expect.stringContaining("half/data: "),
    });
  });

  it("says what it expects where there is nothing of it", async () => {
    const { backend } = answering({});
    await mkdir(folder.path("empty"));
    const options = { path: folder.path("empty"), backend: async () => backend, signal: never };
    await expect(runBenchmark(qSpatial, options)).rejects.toThrow(
      /expected a folder with QSpatial_plus/,
    );
  });

  it("says which of ScanNet's pictures is missing", async () => {
    const path = folder.path("QSpatial_scannet-alone.parquet");
    await write(path, [row("a", 1, "cm", null)]);
    const { backend } = answering({});
    await expect(
      runBenchmark(qSpatial, { path, backend: async () => backend, signal: never }),
    ).rejects.toMatchObject({
      code: "image.missing",
      message: expect.stringContaining("scannet/1.png"),
    });
  });

  it("refuses a file that is no parquet", async () => {
    const path = folder.path("QSpatial_plus-text.parquet");
    await writeFile(path, "no parquet");
    await expect(qSpatial.read(path)).rejects.toMatchObject({ code: "dataset.invalid" });
  });
});
