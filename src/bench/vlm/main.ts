import { access } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Frame } from "../../core/index.js";
import { optimizeModel, type Precision, precisions } from "../../vlm/index.js";
import type { Taken } from "../measure.js";
import { table } from "../tables.js";
import { type OurSpeed, ourSpeeds } from "./ours.js";
import { theirSpeeds } from "./theirs.js";

const usage = `npm run bench:vlm -- [--model DIR] [--precision fp32|int8] [--questions 1,4,16] [--threads N] [--json]

Compares the engine with @huggingface/transformers' generate() per question, on one model directory:
a random-weight model of SmolVLM-256M's shape, which test/fixtures/vlm/make_bench_model.py makes.
Both read the same pictures and prompts, and write as many tokens an answer. The engine's figures are the mean of
eight calls after three that warm up, as a task asks the same of frame after frame.
CPU seconds are those of all threads: on a machine that does other things, too, they say more, with --threads 1.
`;

interface Row extends OurSpeed {
  readonly precision: Precision;
  readonly theirs: Taken | undefined;
}

/** A picture of nothing in particular, as a camera's size is. */
const data = Uint8Array.from({ length: 640 * 480 * 3 }, (_, at) => (at * 7 + (at >> 9)) % 256);
const frame: Frame = {
  stamp: 0n,
  camera: "bench",
  frameId: "",
  width: 640,
  height: 480,
  rgb: async () => ({ width: 640, height: 480, data }),
};

const progress = (text: string): void => void process.stderr.write(`${text}\n`);

const measure = async (
  folder: string,
  precisions: readonly Precision[],
  counts: readonly number[],
  threads: number,
): Promise<readonly Row[]> => {
  await optimizeModel(folder);
  const rows: Row[] = [];
  for (const precision of precisions) {
    const ours = await ourSpeeds(folder, precision, frame, counts, threads, progress);
    const theirs = await theirSpeeds(folder, precision, frame, ours, threads, progress);
    rows.push(...ours.map((each, at) => ({ ...each, precision, theirs: theirs[at] })));
  }
  return rows;
};

const seconds = ({ seconds, cpuSeconds }: Taken): string =>
  `${seconds.toFixed(2)} (${cpuSeconds.toFixed(2)})`;

/** In seconds, and in CPU seconds. */
const gain = (theirs: Taken, ours: Taken): string =>
  `${(theirs.seconds / ours.seconds).toFixed(1)} × (${(theirs.cpuSeconds / ours.cpuSeconds).toFixed(1)} ×)`;

const cells = (row: Row): readonly string[] => {
  const { precision, questions, tokens, overheadSeconds, theirs } = row;
  return [
    precision,
    String(questions),
    String(tokens),
    theirs ? seconds(theirs) : "",
    seconds(row),
    theirs ? gain(theirs, row) : "",
    `${((100 * overheadSeconds) / row.seconds).toFixed(1)} %`,
  ];
};

const text = (rows: readonly Row[]): string =>
  table(
    [
      "precision",
      "questions",
      "tokens",
      "generate(), s (CPU s)",
      "this engine, s (CPU s)",
      "gain",
      "JavaScript",
    ],
    rows.map(cells),
  );

const { values } = parseArgs({
  options: {
    model: { type: "string", default: "out/bench-vlm" },
    precision: { type: "string", multiple: true, default: ["fp32", "int8"] },
    questions: { type: "string", default: "1,4,16" },
    threads: { type: "string", default: String(availableParallelism()) },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

const folder = resolve(values.model);
const there = await access(join(folder, "config.json")).then(
  () => true,
  () => false,
);
if (values.help) process.stdout.write(usage);
else if (!there) {
  process.stderr.write(`${folder}: no model; make it with
  python test/fixtures/vlm/make_bench_model.py ${folder}\n`);
  process.exitCode = 1;
} else {
  const wanted = precisions.filter((precision) => values.precision.includes(precision));
  const counts = values.questions.split(",").map(Number);
  const rows = await measure(folder, wanted, counts, Number(values.threads));
  const machine = { cpu: cpus()[0]?.model ?? "unknown", cores: availableParallelism() };
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ machine, node: process.versions.node, rows }, null, 2)}\n`
      : `${machine.cpu}, ${machine.cores} cores, Node ${process.versions.node}\n\n${text(rows)}`,
  );
}
