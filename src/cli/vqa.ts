import { counted, type Relation, SpatialRewardError } from "../core/index.js";
import { runVqa, type VqaSummary } from "../dataset/index.js";
import { many, relationKinds, seed } from "./arguments.js";
import type { Terminal } from "./terminal.js";
import { examples, jsonDocument, type Verb } from "./verb.js";

interface VqaFlags {
  readonly output?: string;
  readonly inPlace?: boolean;
  readonly seed: number;
  readonly perImage: number;
  readonly kinds?: readonly Relation[];
  readonly json?: boolean;
}

const destination = ({ output, inPlace }: VqaFlags): { readonly out?: string } => {
  if ((output === undefined) === (inPlace !== true)) {
    throw new SpatialRewardError(
      "usage.flag",
      "say where the questions go: either -o DIR or --in-place",
    );
  }
  return output === undefined ? {} : { out: output };
};

const madeOf = ({ images, questions }: Pick<VqaSummary, "images" | "questions">): string =>
  `${counted(images, "image")}, ${counted(questions, "question")}`;

const prose = (summary: VqaSummary): string =>
  [
    ...summary.datasets.map((each) => `${each.output}: ${madeOf(each)}`),
    `${counted(summary.datasets.length, "data set")}, ${madeOf(summary)}\n`,
  ].join("\n");

/** One line that redraws itself on a terminal; nothing otherwise, where the summary says it all. */
const progressLine = (terminal: Terminal) => {
  let drawn = false;
  return {
    draw: (text: string) => {
      if (!terminal.interactive) return;
      drawn = true;
      terminal.err(`\r\u001b[K${text}`);
    },
    clear: () => {
      if (drawn) terminal.err("\r\u001b[K");
    },
  };
};

/** Makes questions and answers about images whose things are known. */
export const vqa: Verb = (program, terminal) => {
  program
    .command("vqa")
    .summary("make spatial questions and answers from scenes")
    .description(
      "Makes spatial questions with answers, and the fact behind each, from data sets: folders with data.jsonl.",
    )
    .argument("<source...>", "data sets, or folders of data sets")
    .option("-o, --output <dir>", "where the new data sets go, one folder each")
    .option("--in-place", "rewrite the sources' own data.jsonl instead")
    .option("--seed <n>", "the same seed asks the same questions", seed, 0)
    .option("--per-image <n>", "questions about an image at most", many, 24)
    .option(
      "--kinds <names>",
      "relations to ask of, with commas between, or all; each in all its wordings",
      relationKinds,
    )
    .option("--json", "one JSON document on standard output")
    .addHelpText(
      "after",
      examples(
        ["new data sets beside the old", "spatial-reward vqa scenes/train -o questions"],
        [
          "other kinds of questions",
          "spatial-reward vqa scenes/train -o questions --kinds taller,taller_by,closer",
        ],
        ["shards, in place", "spatial-reward vqa scenes/train --in-place --seed 1 --per-image 32"],
      ),
    )
    .action(async (sources: string[], flags: VqaFlags) => {
      const progress = progressLine(terminal);
      try {
        const summary = await runVqa({
          sources,
          ...destination(flags),
          seed: flags.seed,
          perImage: flags.perImage,
          ...(flags.kinds && { kinds: flags.kinds }),
          signal: terminal.signal,
          onProgress: ({ source, images, questions }) =>
            progress.draw(`${source}: ${madeOf({ images, questions })}`),
        });
        progress.clear();
        terminal.out(flags.json === true ? jsonDocument(summary) : prose(summary));
      } catch (error) {
        progress.clear();
        throw error;
      }
    });
};
