import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileWriter, parquetWriteRows, type SchemaElement } from "hyparquet-writer";
import { reasonOf, SpatialRewardError } from "../../core/index.js";
import type { DataLine } from "../schema.js";
import type { DataFormat } from "./format.js";

const text = (name: string): SchemaElement => ({
  name,
  type: "BYTE_ARRAY",
  converted_type: "UTF8",
  repetition_type: "OPTIONAL",
});
const list = (name: string): readonly SchemaElement[] => [
  { name, converted_type: "LIST", num_children: 1, repetition_type: "OPTIONAL" },
  { name: "list", num_children: 1, repetition_type: "REPEATED" },
  text("element"),
];

/** An image as Hugging Face's `datasets` keeps it: its bytes, and what it was called. */
const schema: readonly SchemaElement[] = [
  { name: "root", num_children: 4 },
  { name: "image", num_children: 2, repetition_type: "OPTIONAL" },
  { name: "bytes", type: "BYTE_ARRAY", repetition_type: "OPTIONAL" },
  text("path"),
  ...list("questions"),
  ...list("answers"),
  ...list("facts"),
];

/** Called so before `datasets` 4, and read by later ones; "List" is not read by earlier ones. */
const strings = { feature: { dtype: "string", _type: "Value" }, _type: "Sequence" };

/** What tells `datasets` that the first column is pictures. */
const features = {
  info: {
    features: {
      image: { _type: "Image" },
      questions: strings,
      answers: strings,
      facts: strings,
    },
  },
};

/** Rows of one row group: their pictures are held at once. */
const groupSize = 64;

const pictureOf = async (folder: string, { image }: DataLine) => {
  const bytes = await readFile(join(folder, image)).catch((cause: unknown) => {
    throw new SpatialRewardError(
      "image.missing",
      `can't read the image "${join(folder, image)}": ${reasonOf(cause)}`,
      { cause },
    );
  });
  return { bytes: new Uint8Array(bytes), path: image };
};

async function* rowsOf(
  folder: string,
  lines: AsyncIterable<DataLine>,
): AsyncGenerator<Record<string, unknown>> {
  for await (const line of lines) {
    const { questions = [] } = line;
    if (questions.length === 0) continue;
    yield {
      image: await pictureOf(folder, line),
      questions: questions.map(({ question }) => question),
      answers: questions.map(({ answer }) => answer),
      facts: questions.map(({ fact }) => JSON.stringify(fact)),
    };
  }
}

/** For `datasets`: a row per picture, with the picture in it; facts are JSON. */
export const parquet: DataFormat = {
  name: "parquet",
  file: "data.parquet",
  write: async (path, folder, lines) => {
    await parquetWriteRows({
      writer: fileWriter(path),
      rows: rowsOf(folder, lines),
      columns: ["image", "questions", "answers", "facts"].map((name) => ({ name })),
      schema: [...schema],
      rowGroupSize: groupSize,
      createdBy: "spatial-reward",
      kvMetadata: [{ key: "huggingface", value: JSON.stringify(features) }],
    });
  },
};
