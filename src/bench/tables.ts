import type { BagSpeed } from "./bag-speed.js";
import type { Compared } from "./compare.js";
import type { ImageSpeed } from "./image-speed.js";
import type { LabelSpeed, Overhead } from "./label-speed.js";
import type { MemoryUse } from "./memory.js";

export interface BenchResult {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string };
  readonly backend: string;
  readonly quick: boolean;
  readonly label: readonly LabelSpeed[];
  /** What this build is compared with, and why not where it is not. */
  readonly baseline: { readonly commit: string; readonly missing?: string };
  readonly overhead: Compared<Overhead>;
  readonly images: readonly ImageSpeed[];
  readonly bags: readonly BagSpeed[];
  readonly memory: Compared<MemoryUse>;
}

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  return `${line(head)}${line(head.map(() => "---"))}${rows.map(line).join("")}\n`;
};

export const rounded = (value: number, digits = 1): string => value.toFixed(digits);

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

type BaselineNote = BenchResult["baseline"];

const whyAlone = ({ commit, missing }: BaselineNote): string =>
  `not compared with ${commit}: ${missing ?? "it was not measured"}`;

const overheadText = ({ now, before }: Compared<Overhead>, baseline: BaselineNote): string => {
  const [wall, cpu] = [now.millisecondsPerFrame, now.cpuMillisecondsPerFrame];
  const compared = before
    ? `${baseline.commit} takes ${rounded(before.millisecondsPerFrame)} ms (${rounded(before.cpuMillisecondsPerFrame)}): ratio ${rounded(wall / before.millisecondsPerFrame, 2)} (${rounded(cpu / before.cpuMillisecondsPerFrame, 2)})`
    : whyAlone(baseline);
  return `Everything but the model takes ${rounded(wall)} ms a frame with ${now.questions} questions (${rounded(cpu)} ms of CPU); ${compared}.\n\n`;
};

const memoryText = ({ now, before }: Compared<MemoryUse>, baseline: BaselineNote): string => {
  const held = now.residentMegabytes;
  const compared = before
    ? `${baseline.commit} holds ${rounded(before.residentMegabytes, 0)} MB: ratio ${rounded(held / before.residentMegabytes, 2)}`
    : whyAlone(baseline);
  return `Labelling a ${now.bagMegabytes} MB recording holds ${rounded(held, 0)} MB at most; ${compared}.\n`;
};

/** The figures in Markdown, as docs/speed.md shows them. */
export const tables = ({
  machine,
  backend,
  quick,
  label,
  baseline,
  overhead,
  images,
  bags,
  memory,
}: BenchResult): string =>
  [
    `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, ${backend}${quick ? ", quick" : ""}\n\n`,
    labelTable(label),
    overheadText(overhead, baseline),
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
    memoryText(memory, baseline),
  ].join("");
