import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bagSpeed } from "./bag-speed.js";
import { baselineCommit, openBaseline } from "./baseline.js";
import { compareMemory, compareOverhead } from "./compare.js";
import { imageSpeed } from "./image-speed.js";
import { labelSpeed } from "./label-speed.js";
import { type BenchResult, tables } from "./tables.js";

const usage = `npm run bench -- [--quick] [--json] [--backend nano|onnx:DIR]

Measures label with 1, 4 and 16 questions, the image path, reading and writing recordings, and, turn by
turn with the build of commit ${baselineCommit}, what a frame costs without the model and the memory that
labelling a 2 GB recording takes. --quick does the same with less: figures for a
trend, not for a table.
`;

const size = {
  thorough: { counts: [1, 4, 16], images: 100, bagMegabytes: 500, largeMegabytes: 2000, turns: 9 },
  quick: { counts: [1, 4, 16], images: 10, bagMegabytes: 50, largeMegabytes: 200, turns: 3 },
};

const example = fileURLToPath(new URL("../../examples/pick.mcap", import.meta.url));

const measure = async (quick: boolean, spec: string): Promise<BenchResult> => {
  const { counts, images, bagMegabytes, largeMegabytes, turns } = quick
    ? size.quick
    : size.thorough;
  const folder = await mkdtemp(join(tmpdir(), "spatial-reward-bench-"));
  try {
    const baseline = await openBaseline(folder);
    return {
      machine: {
        cpu: cpus()[0]?.model ?? "unknown",
        cores: availableParallelism(),
        node: process.versions.node,
      },
      backend: spec,
      quick,
      label: await labelSpeed(example, spec, counts),
      baseline: { commit: baselineCommit, ...("missing" in baseline ? baseline : {}) },
      overhead: await compareOverhead(baseline, { input: example, spec, questions: 4, turns }),
      images: await imageSpeed(images),
      bags: await bagSpeed(join(folder, "bag.mcap"), bagMegabytes),
      memory: await compareMemory(baseline, folder, spec, largeMegabytes),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
    backend: { type: "string", default: "nano" },
  },
});
if (values.help) process.stdout.write(usage);
else {
  const result = await measure(values.quick, values.backend);
  process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : tables(result));
}
