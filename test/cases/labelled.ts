import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { z } from "zod";
import { errorCodes, type Frame } from "../../src/core/index.js";
import { chooseCamera } from "../../src/label/camera.js";
import { cameraFrames } from "../../src/label/camera-frames.js";
import { type BagSummary, labelBags } from "../../src/label/index.js";
import { parseTask } from "../../src/reward/index.js";
import { isFrame } from "../../src/scene/index.js";
import { openSource } from "../../src/source/index.js";
import { type Backend, openBackend } from "../../src/vlm/index.js";

export interface Labelled {
  readonly summary: BagSummary;
  /** Of the command that labels this alone. */
  readonly exit: number;
  /** "7 stamp: no usable stamps: log times are used" */
  readonly told: readonly string[];
  readonly rows: readonly TableRow[];
}

const rowShape = z.object({
  stamp_ns: z.bigint(),
  episode: z.number(),
  valid: z.boolean(),
  invalid_reason: z.string().nullable(),
  reward: z.number().nullable(),
  potential: z.number().nullable(),
  previous_potential: z.number().nullable(),
  discount: z.number(),
  truncated: z.boolean(),
  lens_assumed: z.boolean(),
  "raw:distance(gripper,bottle)": z.number().nullable(),
});

/** Of rewards.parquet. */
export type TableRow = z.infer<typeof rowShape>;

const rowsOf = async (output: string): Promise<readonly TableRow[]> => {
  const file = await asyncBufferFromFile(join(output, "rewards.parquet"));
  return z.array(rowShape).parse(await parquetReadObjects({ file }));
};

/** The embedded model, opened once, and a folder for what it labels. */
export const openLabeller = async () => {
  const folder = await mkdtemp(join(tmpdir(), "cases-"));
  const backend: Backend = await openBackend("nano");
  const task = parseTask(await readFile("examples/pick.yaml", "utf8"));
  return {
    backend,
    /** As `label INPUT --task examples/pick.yaml` does it; `rate` as --rate. */
    label: async (input: string, rate?: number): Promise<Labelled> => {
      const { bags } = await labelBags({
        inputs: [input],
        folder: join(folder, basename(dirname(input))),
        jobs: 1,
        settings: {
          task,
          version: "test",
          csv: false,
          sidecar: true,
          ...(rate === undefined ? {} : { rate }),
        },
        origin: { kind: "model", backend, precision: "fp32" },
        signal: new AbortController().signal,
        onProgress: () => undefined,
        onRemark: () => undefined,
        onEnd: () => undefined,
      });
      const [summary] = bags;
      if (!summary) throw new Error(`${input} came to nothing`);
      const { error, reasons, output } = summary;
      return {
        summary,
        exit: error ? errorCodes[error.code].exit : 0,
        told: reasons.map(({ kind, what, count }) => `${count} ${kind}: ${what}`),
        rows: error ? [] : await rowsOf(output),
      };
    },
    close: async () => {
      await backend.close();
      await rm(folder, { recursive: true });
    },
  };
};

/** What the model is shown, before it is asked. */
export const framesOf = async (path: string): Promise<readonly Frame[]> => {
  const reader = await openSource(path);
  const frames: Frame[] = [];
  for await (const { content } of cameraFrames(reader, chooseCamera(reader.topics, {}), {}))
    if (isFrame(content)) frames.push(content);
  await reader.close();
  return frames;
};
