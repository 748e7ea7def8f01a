import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { DataLine, QuestionAnswer } from "../schema.js";
import type { DataFormat } from "./format.js";

/** Where the picture stands in a conversation. */
const picture = "<image>\n";

interface Turn {
  readonly from: "human" | "gpt";
  readonly value: string;
}

/** All questions of a picture as one conversation; the picture comes with the first. */
const turnsOf = (questions: readonly QuestionAnswer[]): readonly Turn[] =>
  questions.flatMap(({ question, answer }, index): readonly Turn[] => [
    { from: "human", value: index === 0 ? picture + question : question },
    { from: "gpt", value: answer },
  ]);

type Recorded = (line: DataLine, turns: readonly Turn[]) => object;

/** A text for each picture that is asked about. */
async function* texts(lines: AsyncIterable<DataLine>, record: Recorded): AsyncGenerator<string> {
  for await (const line of lines)
    if (line.questions?.length) yield JSON.stringify(record(line, turnsOf(line.questions)));
}

const save = (path: string, rows: () => AsyncGenerator<string>): Promise<void> =>
  pipeline(rows, createWriteStream(path, { flush: true }));

const jsonLines =
  (record: Recorded): DataFormat["write"] =>
  (path, _, lines) =>
    save(path, async function* () {
      for await (const text of texts(lines, record)) yield `${text}\n`;
    });

/** One list, a line for each record. */
const jsonList =
  (record: Recorded): DataFormat["write"] =>
  (path, _, lines) =>
    save(path, async function* () {
      let before = "[\n";
      for await (const text of texts(lines, record)) {
        yield before + text;
        before = ",\n";
      }
      yield before.startsWith("[") ? "[]\n" : "\n]\n";
    });

const idOf = ({ image }: DataLine): string => image.replace(/\.[a-z]+$/i, "");

/** LLaVA's own, which Qwen-VL's fine-tuning reads as well: a list of images with turns of "human" and "gpt". */
export const llava: DataFormat = {
  name: "llava",
  file: "llava.json",
  write: jsonList((line, conversations) => ({ id: idOf(line), image: line.image, conversations })),
};

/** As LLaMA-Factory and Axolotl have it: a list of images. */
export const sharegpt: DataFormat = {
  name: "sharegpt",
  file: "sharegpt.jsonl",
  write: jsonLines(({ image }, conversations) => ({ conversations, images: [image] })),
};
