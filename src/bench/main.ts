import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bagSpeed } from "./bag-speed.js";
import { imageSpeed } from "./image-speed.js";
import { labelSpeed, overhead } from "./label-speed.js";
import { memoryUse } from "./memory.js";
import { type BenchResult, tables } from "./tables.js";

const usage = `npm run bench -- [--quick] [--json] [--backend nano|onnx:DIR]

Measures label with 1, 4 and 16 questions, what a frame costs without the model, the image path, reading and writing recordings, and the
memory that labelling a 2 GB recording takes. --quick does the same with less: figures for a
trend, not for a table.
`;

const size = {
  thorough: { counts: [1, 4, 16], images: 100, bagMegabytes: 500, largeMegabytes: 2000 },
  quick: { counts: [1, 4, 16], images: 10, bagMegabytes: 50, largeMegabytes: 200 },
};

const example = fileURLToPath(new URL("../../examples/pick.mcap", import.meta.url));

const measure = async (quick: boolean, spec: string): Promise<BenchResult> => {
  const { counts, images, bagMegabytes, largeMegabytes } = quick ? size.quick : size.thorough;
  const folder = await mkdtemp(join(tmpdir(), "spatial-reward-bench-"));
  try {
    return {
      machine: {
        cpu: cpus()[0]?.model ?? "unknown",
        cores: availableParallelism(),
        node: process.versions.node,
      },
      backend: spec,
      quick,
      label: await labelSpeed(example, spec, counts),
      overhead: await overhead(example, spec, 4),
      images: await imageSpeed(images),
      bags: await bagSpeed(join(folder, "bag.mcap"), bagMegabytes),
      memory: await memoryUse(folder, spec, largeMegabytes),
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
