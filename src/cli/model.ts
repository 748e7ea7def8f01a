import { resolve } from "node:path";
import { counted } from "../core/index.js";
import {
  type Change,
  checkModel,
  executionProviders,
  type ModelReport,
  type Optimized,
  optimizeModel,
  type PhraseReport,
  understoodText,
} from "../vlm/index.js";
import { type ModelFlags, modelFlags, modelOptions } from "./model-flags.js";
import type { Terminal } from "./terminal.js";
import { examples, jsonDocument, type Verb } from "./verb.js";

interface OutputFlags {
  readonly json?: boolean;
}

interface CheckFlags extends ModelFlags, OutputFlags {
  readonly phrase?: readonly string[];
}

const graphLine = ([name, precisions]: readonly [string, readonly string[]]): string =>
  `  ${name}: ${precisions.length > 0 ? precisions.join(", ") : "missing"}\n`;

const wordLine = (words: readonly string[]): string =>
  `  ${counted(words.length, "word")} for things: ${words.join(", ")}\n`;

const phraseLine = ({ phrase, understood, unknownWords }: PhraseReport): string => {
  if (understood) return `  ${understoodText(understood)}\n`;
  if (unknownWords === undefined) return `  "${phrase}" is asked about as it is\n`;
  const words = unknownWords.map(({ word, nearest }) =>
    nearest === undefined ? `"${word}"` : `"${word}" (did you mean "${nearest}"?)`,
  );
  return `  "${phrase}" can't be asked about: not learnt and not understood: ${words.join(", ")}\n`;
};

const checkProse = (report: ModelReport): string => {
  const { folder, type, graphs, optimized, speed, vocabulary, phrases = [], problems } = report;
  const faster = optimized.length > 0 ? `  faster graphs: ${optimized.join(", ")}\n` : "";
  const times = speed.map(
    ({ questions, milliseconds }) =>
      `  ${counted(questions, "question")} about an image: ${milliseconds.toFixed(0)} ms\n`,
  );
  const wrong = problems.map(({ code, message }) => `  problem[${code}]: ${message}\n`);
  return [
    `${folder}: ${type ?? "no model_type"}\n`,
    ...Object.entries(graphs).map(graphLine),
    faster,
    ...times,
    vocabulary === undefined ? "" : wordLine(vocabulary),
    ...phrases.map(phraseLine),
    ...wrong,
    `  execution providers of this build: ${executionProviders().names.join(", ")}\n`,
  ].join("");
};

const said: Readonly<Record<Change, string>> = {
  "shared-prefix": "the shared prefix taken once",
  "last-logits": "logits of the last token only",
  "next-token": "the next token told",
  "fused-attention": "attention in one operation",
  "fused-gelu": "GELU in one operation",
};

const optimizeProse = (all: readonly Optimized[]): string =>
  all
    .map(({ from, to, changes }) =>
      to === undefined
        ? `${from}: nothing we know of makes this graph faster\n`
        : `${to}: ${changes.map((change) => said[change]).join(", ")}\n`,
    )
    .join("");

const say = (terminal: Terminal, { json }: OutputFlags, value: unknown, prose: string): void =>
  terminal.out(json === true ? jsonDocument(value) : prose);

/** What a model directory is, and faster graphs beside its own. */
export const model: Verb = (program, terminal) => {
  const verbs = program.command("model").summary("look at a model directory, or make it faster");
  modelFlags(verbs.command("check"))
    .summary("what a model directory is, what is missing, how fast it is here")
    .description(
      "Says what a model directory is, which of its graphs and files are missing, which words it knows and how fast it is here. Ends with 1 if something is missing.",
    )
    .argument("<dir>", "a model directory in the layout of Hugging Face's ONNX exports")
    .option("--phrase <names...>", "names of things: what each would be understood as")
    .option("--json", "one JSON document on standard output")
    .addHelpText(
      "after",
      examples(
        ["", "spatial-reward model check models/smolvlm"],
        [
          "what it makes of names",
          'spatial-reward model check models/nano --phrase "cyan tumbler"',
        ],
      ),
    )
    .action(async (folder: string, { phrase: phrases = [], ...flags }: CheckFlags) => {
      const options = { ...modelOptions(flags, terminal), phrases };
      const report = await checkModel(resolve(folder), options);
      say(terminal, flags, report, checkProse(report));
      if (report.problems.length > 0) terminal.exit(1);
    });
  verbs
    .command("optimize")
    .summary("write the faster graphs we know of beside the originals")
    .description(
      "Writes faster graphs beside the originals, which stay as they are; they are then used in their place.",
    )
    .argument("<dir>", "a model directory")
    .option("--json", "one JSON document on standard output")
    .addHelpText("after", examples(["", "spatial-reward model optimize models/smolvlm"]))
    .action(async (folder: string, flags: OutputFlags) => {
      const done = await optimizeModel(resolve(folder));
      say(terminal, flags, done, optimizeProse(done));
    });
};
