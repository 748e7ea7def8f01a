import { basename, dirname, join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { z } from "zod";
import { reasonOf } from "../../core/index.js";
import type { Answer } from "../../vlm/index.js";
import { type AskedBenchmark, type BenchmarkItem, unusable, type Verdict } from "./benchmark.js";
import { filesAt, pictureFrom, refuse, rowsOf } from "./read.js";

/** Centimetres in a unit, as the benchmark's evaluator has them; it takes an unknown one for centimetres, we refuse it. */
const centimetres: Readonly<Record<string, number>> = {
  ...Object.fromEntries(["meters", "meter", "m", "metre", "metres"].map((unit) => [unit, 100])),
  ...Object.fromEntries(["centimeters", "centimeter", "cm"].map((unit) => [unit, 1])),
  ...Object.fromEntries(["feet", "foot", "ft"].map((unit) => [unit, 30.48])),
  ...Object.fromEntries(["inch", "inches", "in"].map((unit) => [unit, 2.54])),
  mm: 0.1,
};

/** Right is what is off by less than this factor. */
const delta = 2;

const row = z.object({
  question: z.string().min(1),
  answer_value: z.number().positive(),
  answer_unit: z
    .string()
    .transform((unit) => unit.toLowerCase())
    .refine((unit) => Object.hasOwn(centimetres, unit), "is no unit of the benchmark"),
  question_type: z.string(),
  image_path: z.string(),
  image: z.object({ bytes: z.instanceof(Uint8Array).nullish() }).nullish(),
});
type Row = z.infer<typeof row>;

/** Bounds excluded: the evaluator asks for `max(p / t, t / p) < 2`. */
const judge = ({ reading }: Answer, truth: number): Verdict => {
  if (reading.kind !== "length") return unusable;
  const said = 100 * reading.metres;
  const off = Math.max(said / truth, truth / said);
  return { score: off < delta ? 1 : 0, usable: true, relativeError: Math.abs(said / truth - 1) };
};

const itemOf = (one: Row, path: string, index: number): BenchmarkItem => {
  const { question, answer_value, answer_unit, image, image_path } = one;
  const truth = answer_value * (centimetres[answer_unit] ?? Number.NaN);
  const bytes = image?.bytes;
  // ScanNet's pictures may not be shipped: they lie where the benchmark's script has put them.
  const file = join(dirname(path), image_path);
  return {
    category: basename(path).split("-")[0] ?? path,
    question,
    pictureKey: image_path === "" ? `${path}#${index}` : `${path}#${image_path}`,
    picture: bytes ? async () => bytes : pictureFrom(file),
    judge: (answer) => judge(answer, truth),
  };
};

const itemsIn = async (path: string): Promise<readonly BenchmarkItem[]> => {
  // Pictures are plain bytes, which would else be read as text.
  const rows = await asyncBufferFromFile(path)
    .then((file) => parquetReadObjects({ file, utf8: false }))
    .catch((cause: unknown) =>
      refuse(`${path}: is no readable parquet file: ${reasonOf(cause)}`, cause),
    );
  return rowsOf(rows, row, path).map((one, i) => itemOf(one, path, i));
};

/**
 * Q-Spatial Bench (Liao et al., arXiv 2409.09788): `data/QSpatial_plus-*.parquet` and `QSpatial_scannet-*.parquet`. Read at
 * its README and `examples/evaluate_success_rate.ipynb` (github.com/andrewliao11/Q-Spatial-Bench-code). Its evaluator
 * reads `scalar{…} distance_unit{…}`, which its prompt asks for; here the length is read as everywhere.
 */
export const qSpatial: AskedBenchmark = {
  kind: "asked",
  title: "Q-Spatial Bench",
  expects: "a folder with QSpatial_plus-*.parquet, QSpatial_scannet-*.parquet, or one of them",
  source: "arXiv 2409.09788",
  overall: "questions",
  read: async (path) => {
    const files = await filesAt(path, /^QSpatial_\w+-.*\.parquet$/);
    return (await Promise.all(files.map(itemsIn))).flat();
  },
};
