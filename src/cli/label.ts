import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { Option } from "commander";
import { SpatialRewardError } from "../core/index.js";
import {
  type BagSummary,
  type FactOrigin,
  type LabelSettings,
  type LabelSummary,
  labelBags,
  parseEpisodeSplit,
} from "../label/index.js";
import { parseTask, type Task } from "../reward/index.js";
import { openBackend, type Precision, precisions } from "../vlm/index.js";
import { count, degrees, fieldOfView, needed, positive } from "./arguments.js";
import { labelProse } from "./label-prose.js";
import { createProgress } from "./progress.js";
import type { Terminal } from "./terminal.js";
import { examples, jsonDocument, type Verb } from "./verb.js";

interface LabelFlags {
  readonly task?: string;
  readonly output?: string;
  readonly backend: string;
  readonly precision: Precision;
  readonly camera?: string;
  readonly rate?: number;
  readonly fov?: number;
  readonly pitch?: number;
  readonly episodes?: string;
  readonly fromFacts?: boolean;
  readonly sidecar?: boolean;
  readonly csv?: boolean;
  readonly jobs: number;
  readonly json?: boolean;
}

const readTask = async (path: string): Promise<Task> => {
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SpatialRewardError("task.unreadable", `can't read the task "${path}": ${why}`);
  });
  return parseTask(text, { path });
};

const settingsOf = async (flags: LabelFlags, version: string): Promise<LabelSettings> => {
  const { camera, rate, fov, pitch, episodes } = flags;
  return {
    task: await readTask(needed(flags.task, "--task FILE")),
    version,
    csv: flags.csv === true,
    sidecar: flags.sidecar === true,
    ...(camera === undefined ? {} : { camera }),
    ...(rate === undefined ? {} : { rate }),
    ...(fov === undefined ? {} : { fov }),
    ...(pitch === undefined ? {} : { pitch }),
    ...(episodes === undefined ? {} : { episodes: await parseEpisodeSplit(episodes) }),
  };
};

/** The model is opened once for all recordings, and not at all where facts are stored. */
const withOrigin = async (
  flags: LabelFlags,
  terminal: Terminal,
  work: (origin: FactOrigin) => Promise<LabelSummary>,
): Promise<LabelSummary> => {
  if (flags.fromFacts === true) return work({ kind: "stored" });
  const { precision, backend: spec } = flags;
  const backend = await openBackend(spec, { logger: terminal.logger, precision });
  try {
    return await work({ kind: "model", backend, precision });
  } finally {
    await backend.close();
  }
};

/** Wrong usage only if nothing else went wrong. */
const exitCodeOf = (bags: readonly BagSummary[]): number => {
  const codes = bags.flatMap(({ error }) =>
    error ? [new SpatialRewardError(error.code, error.message).exitCode] : [],
  );
  if (codes.length === 0) return 0;
  return codes.every((code) => code === 2) ? 2 : 1;
};

const run = async (
  inputs: readonly string[],
  flags: LabelFlags,
  terminal: Terminal,
): Promise<void> => {
  const folder = needed(flags.output, "-o DIR");
  const settings = await settingsOf(flags, terminal.version);
  const progress = createProgress(terminal);
  const { jobs } = flags;
  try {
    const summary = await withOrigin(flags, terminal, (origin) =>
      labelBags({
        inputs,
        folder,
        jobs,
        settings,
        origin,
        signal: terminal.signal,
        onProgress: progress.update,
        onRemark: (input, text) => progress.say(`note: ${basename(input)}: ${text}\n`),
        onEnd: ({ input, error }) => {
          progress.end(input);
          if (error) progress.say(`error[${error.code}]: ${error.message}\n`);
        },
      }),
    );
    progress.stop();
    terminal.out(flags.json === true ? jsonDocument(summary) : labelProse(summary));
    terminal.exit(exitCodeOf(summary.bags));
  } finally {
    progress.stop();
  }
};

/** Labels recordings with rewards and facts. */
export const label: Verb = (program, terminal) => {
  program
    .command("label")
    .summary("label recordings with rewards and spatial facts")
    .description(
      `Labels recordings: DIR/<recording>/ gets the recording with rewards and facts in it,
rewards.parquet, report.html and summary.json. Stopped or killed, the same command goes on where
it was; what is whole is left alone. failed.json lists recordings that failed.`,
    )
    .argument("<bag...>", "rosbag2 folders, or .mcap, .db3 or .bag files")
    .option("--task <file>", "the task, in YAML (needed)")
    .option("-o, --output <dir>", "where the labelled recordings go (needed)")
    .option("--backend <spec>", "the model: nano, or onnx:DIR", "nano")
    .addOption(
      new Option("--precision <name>", "the model's variant").choices(precisions).default("fp32"),
    )
    .option("--camera <topic>", "the camera; else the task's first, else the only one")
    .option("--rate <hz>", "frames a second at most", positive)
    .option(
      "--fov <degrees>",
      "the camera's horizontal field of view, if CameraInfo is missing or wrong",
      fieldOfView,
    )
    .option("--pitch <degrees>", "how far the camera looks down, if TF doesn't tell", degrees)
    .option("--episodes <split>", "what splits a recording: topic:NAME, gap:SECONDS or file:PATH")
    .option(
      "--from-facts",
      "recompute rewards from the facts in labelled recordings, without a model",
    )
    .option("--sidecar", "write a small bag of rewards and facts alone")
    .option("--csv", "write rewards.csv, too")
    .option("--jobs <n>", "recordings at once", count, 1)
    .option("--json", "one JSON document on standard output")
    .addHelpText(
      "after",
      examples(
        ["a recording", "spatial-reward label pick.mcap --task pick.yaml -o labelled"],
        [
          "many, two at a time",
          "spatial-reward label recordings/* --task pick.yaml -o labelled --jobs 2",
        ],
        [
          "another reward for the same facts, in a second",
          "spatial-reward label labelled/pick --task stricter.yaml -o again --from-facts",
        ],
      ),
    )
    .action((inputs: string[], flags: LabelFlags) => run(inputs, flags, terminal));
};
