import type { BagSpeed } from "./bag-speed.js";
import type { ImageSpeed } from "./image-speed.js";
import type { LabelSpeed, Overhead } from "./label-speed.js";
import type { MemoryUse } from "./memory.js";

export interface BenchResult {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string };
  readonly backend: string;
  readonly quick: boolean;
  readonly label: readonly LabelSpeed[];
  readonly overhead: Overhead;
  readonly images: readonly ImageSpeed[];
  readonly bags: readonly BagSpeed[];
  readonly memory: MemoryUse;
}

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  return `${line(head)}${line(head.map(() => "---"))}${rows.map(line).join("")}\n`;
};

const rounded = (value: number, digits = 1): string => value.toFixed(digits);

const labelTable = (rows: readonly LabelSpeed[]): string =>
  table(
    ["questions a frame", "frames/s", "one at a time, frames/s", "gain"],
    rows.map(({ questions, framesPerSecond, oneAtATime }) => [
      String(questions),
      rounded(framesPerSecond),
      rounded(oneAtATime),
      `${rounded(framesPerSecond / oneAtATime)} ×`,
    ]),
  );

/** The figures in Markdown, as the README shows them. */
export const tables = ({
  machine,
  backend,
  quick,
  label,
  overhead,
  images,
  bags,
  memory,
}: BenchResult): string =>
  [
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${backend}${quick ? ", quick" : ""}\n\n`,
    labelTable(label),
    `Everything but the model takes ${rounded(overhead.millisecondsPerFrame)} ms a frame with ${overhead.questions} questions (${rounded(overhead.cpuMillisecondsPerFrame)} ms of CPU).\n\n`,
    table(
      ["640×480 image", "ms to a model's canvas"],
      images.map(({ encoding, milliseconds }) => [encoding, rounded(milliseconds, 2)]),
    ),
    table(
      ["recording", "chunks", "write, MB/s", "read, MB/s"],
      bags.map(({ content, compression, writeMBps, readMBps }) => [
        content,
        compression,
        rounded(writeMBps, 0),
        rounded(readMBps, 0),
      ]),
    ),
    `Labelling a ${memory.bagMegabytes} MB recording holds ${rounded(memory.residentMegabytes, 0)} MB at most.\n`,
  ].join("");
