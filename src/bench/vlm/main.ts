import { access } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Frame } from "../../core/index.js";
import { optimizeModel, type Precision, precisions } from "../../vlm/index.js";
import { table } from "../tables.js";
import { type OurSpeed, ourSpeeds } from "./ours.js";
import { theirSpeeds } from "./theirs.js";

const usage = `npm run bench:vlm -- [--model DIR] [--precision fp32|int8] [--questions 1,4,16] [--json]

Compares the engine with @huggingface/transformers' generate() per question, on one model directory:
a random-weight model of SmolVLM-256M's shape, which test/fixtures/vlm/make_bench_model.py makes.
Both read the same pictures and prompts, and write as many tokens an answer.
`;

interface Row extends OurSpeed {
  readonly precision: Precision;
  readonly theirSeconds: number;
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
): Promise<readonly Row[]> => {
  await optimizeModel(folder);
  const rows: Row[] = [];
  for (const precision of precisions) {
    const ours = await ourSpeeds(folder, precision, frame, counts, progress);
    const theirs = await theirSpeeds(folder, precision, frame, ours, progress);
    rows.push(
      ...ours.map((each, at) => ({ ...each, precision, theirSeconds: theirs[at] ?? Number.NaN })),
    );
  }
  return rows;
};

const text = (rows: readonly Row[]): string =>
  table(
    ["precision", "questions", "tokens", "generate(), s", "this engine, s", "gain", "JavaScript"],
    rows.map(({ precision, questions, tokens, theirSeconds, seconds, overheadSeconds }) => [
      precision,
      String(questions),
      String(tokens),
      theirSeconds.toFixed(2),
      seconds.toFixed(2),
      `${(theirSeconds / seconds).toFixed(1)} ×`,
      `${((100 * overheadSeconds) / seconds).toFixed(1)} %`,
    ]),
  );

const { values } = parseArgs({
  options: {
    model: { type: "string", default: "out/bench-vlm" },
    precision: { type: "string", multiple: true, default: ["fp32", "int8"] },
    questions: { type: "string", default: "1,4,16" },
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
  const rows = await measure(folder, wanted, values.questions.split(",").map(Number));
  const machine = { cpu: cpus()[0]?.model ?? "unknown", cores: availableParallelism() };
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ machine, node: process.versions.node, rows }, null, 2)}\n`
      : `${machine.cpu}, ${machine.cores} cores, Node ${process.versions.node}\n\n${text(rows)}`,
  );
}
