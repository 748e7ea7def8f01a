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

const jsonLines =
  (record: (line: DataLine, turns: readonly Turn[]) => object): DataFormat["write"] =>
  async (path, _, lines) => {
    const rows = async function* () {
      for await (const line of lines)
        if (line.questions?.length)
          yield `${JSON.stringify(record(line, turnsOf(line.questions)))}\n`;
    };
    await pipeline(rows, createWriteStream(path, { flush: true }));
  };

const idOf = ({ image }: DataLine): string => image.replace(/\.[a-z]+$/i, "");

/** LLaVA's own, which Qwen-VL's fine-tuning reads as well: an image, and turns of "human" and "gpt". */
export const llava: DataFormat = {
  name: "llava",
  file: "llava.jsonl",
  write: jsonLines((line, conversations) => ({ id: idOf(line), image: line.image, conversations })),
};

/** As LLaMA-Factory and Axolotl have it: a list of images. */
export const sharegpt: DataFormat = {
  name: "sharegpt",
  file: "sharegpt.jsonl",
  write: jsonLines(({ image }, conversations) => ({ conversations, images: [image] })),
};
