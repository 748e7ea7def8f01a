import { existsSync } from "node:fs";
import { Option } from "commander";
import { counted, SpatialRewardError } from "../core/index.js";
import {
  dataFormats,
  isDataSets,
  runVqa,
  type VqaSummary,
  writeFormats,
} from "../dataset/index.js";
import { listOf, many, relationKinds, seed } from "./arguments.js";
import type { Terminal } from "./terminal.js";
import { examples, jsonDocument, type Verb } from "./verb.js";
import { type EngineFlags, engineOptions, engineProse, runVqaEngine } from "./vqa-engine.js";

interface VqaFlags extends EngineFlags {
  readonly format: readonly string[];
  readonly output?: string;
  readonly inPlace?: boolean;
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

/** Data sets, whose things are known; and pictures and recordings, whose things are to be found. */
const sorted = async (sources: readonly string[]) => {
  const known: string[] = [];
  const pictures: string[] = [];
  for (const path of sources)
    (!existsSync(path) || (await isDataSets(path)) ? known : pictures).push(path);
  return { known, pictures };
};

const refuseInPlace = (pictures: readonly string[]): SpatialRewardError =>
  new SpatialRewardError(
    "usage.flag",
    `--in-place is for data sets; ${pictures.join(", ")} must go to another folder: -o DIR`,
  );

const askKnown = async (
  sources: readonly string[],
  flags: VqaFlags,
  terminal: Terminal,
): Promise<VqaSummary> => {
  const progress = progressLine(terminal);
  try {
    return await runVqa({
      sources,
      ...destination(flags),
      seed: flags.seed,
      perImage: flags.perImage,
      ...(flags.kinds && { kinds: flags.kinds }),
      signal: terminal.signal,
      onProgress: ({ source, images, questions }) =>
        progress.draw(`${source}: ${madeOf({ images, questions })}`),
    });
  } finally {
    progress.clear();
  }
};

const run = async (
  sources: readonly string[],
  flags: VqaFlags,
  terminal: Terminal,
): Promise<void> => {
  const { out } = destination(flags);
  const { known, pictures } = await sorted(sources);
  if (pictures.length > 0 && out === undefined) throw refuseInPlace(pictures);
  const asked = known.length > 0 ? await askKnown(known, flags, terminal) : undefined;
  const made =
    pictures.length > 0 && out !== undefined
      ? await runVqaEngine(pictures, out, flags, terminal)
      : undefined;
  const folders = [...(asked?.datasets ?? []), ...(made ?? [])].map(({ output }) => output);
  for (const folder of folders) await writeFormats(folder, flags.format);
  if (flags.json === true) terminal.out(jsonDocument({ ...asked, ...(made && { sources: made }) }));
  else terminal.out(`${asked ? prose(asked) : ""}${made ? engineProse(made) : ""}`);
};

/** Makes questions and answers about images. */
export const vqa: Verb = (program, terminal) => {
  const command = program
    .command("vqa")
    .summary("make spatial questions and answers from images, recordings and scenes")
    .description(
      "Makes spatial questions with answers, and the fact behind each: of data sets whose things are known (folders with data.jsonl), and of recordings, folders of pictures and LeRobot datasets, whose things are found and lifted into space.",
    )
    .argument(
      "<source...>",
      "data sets, or folders of them; recordings, folders of pictures, LeRobot datasets",
    )
    .option("-o, --output <dir>", "where the new data sets go, one folder each")
    .option("--in-place", "rewrite the sources' own data.jsonl instead")
    .option("--seed <n>", "the same seed asks the same questions", seed, 0)
    .option("--per-image <n>", "questions about an image at most", many, 24)
    .option(
      "--kinds <names>",
      "relations to ask of, with commas between, or all; each in all its wordings",
      relationKinds,
    )
    .addOption(
      new Option(
        "--format <names>",
        `files for trainers beside each data set, with commas between: ${dataFormats.join(", ")}`,
      )
        .argParser(listOf("format", () => dataFormats))
        .default([], "none"),
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
        ["a recording with depth", "spatial-reward vqa pick.mcap -o questions"],
        [
          "pictures with depth and boxes beside them",
          "spatial-reward vqa photos -o questions --detector boxes",
        ],
        ["shards, in place", "spatial-reward vqa scenes/train --in-place --seed 1 --per-image 32"],
      ),
    )
    .action((sources: string[], flags: VqaFlags) => run(sources, flags, terminal));
  for (const option of engineOptions()) command.addOption(option);
};
