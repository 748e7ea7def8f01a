import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { onTestFinished } from "vitest";
import type { Frame, SpatialRewardError } from "../../src/core/index.js";
import { type SpawnWorker, spawnWorker } from "../../src/vlm/engine/inference-worker.js";
import type { Logger } from "../../src/vlm/index.js";

const fixture = (path: string): string =>
  fileURLToPath(new URL(`../fixtures/nano/${path}`, import.meta.url));

/** A nano directory whose answers can be computed by hand: see make_tiny.py for its formulas. */
export const tinyModel = fixture("tiny");
/** Keeps a thread busy for as many turns as asked. */
export const slowGraph = { name: "work", path: fixture("slow/work.onnx") };
export const goldenFolder = fixture("preprocess");

/** A copy of the tiny model that a test may damage. */
export const copyOfTinyModel = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "nano-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(tinyModel, folder, { recursive: true });
  return folder;
};

/** A compiled module of this room, for tests that start a process of their own. */
export const compiled = (path: string): string =>
  new URL(`../../dist/vlm/${path}`, import.meta.url).href;

type Colour = readonly [number, number, number];

/** One colour all over, at whatever size is asked for. */
export const plainFrame = (
  colour: Colour = [102, 51, 204],
  overrides: Partial<Frame> = {},
): Frame => ({
  stamp: 0n,
  camera: "/camera",
  frameId: "camera_optical",
  width: 640,
  height: 480,
  intrinsics: { fx: 554, fy: 554, cx: 320, cy: 240 },
  intrinsicsSource: "camera_info",
  rgb: async (size = { width: 640, height: 480 }) => ({
    ...size,
    data: Uint8Array.from({ length: size.width * size.height * 3 }, (_, i) => colour[i % 3] ?? 0),
  }),
  ...overrides,
});

/** As quickly made as it is looked at: where pixels don't matter. */
export const smallFrame = (overrides: Partial<Frame> = {}): Frame =>
  plainFrame(undefined, {
    width: 64,
    height: 48,
    intrinsics: { fx: 55.4, fy: 55.4, cx: 32, cy: 24 },
    ...overrides,
  });

export interface RecordingLogger extends Logger {
  readonly warnings: string[];
}

export const recordingLogger = (): RecordingLogger => {
  const warnings: string[] = [];
  return {
    warnings,
    info: () => undefined,
    warn: (fields, message) => warnings.push(`${message} ${JSON.stringify(fields)}`),
  };
};

/** The real worker threads, in the open: a test may kill one and see which are gone. */
export const trackedWorkers = (): {
  readonly spawn: SpawnWorker;
  readonly threads: Worker[];
  alive(): number;
} => {
  const threads: Worker[] = [];
  const exited = new Set<Worker>();
  return {
    threads,
    alive: () => threads.length - exited.size,
    spawn: (setup) => {
      const thread = spawnWorker(setup);
      threads.push(thread);
      thread.once("exit", () => exited.add(thread));
      return thread;
    },
  };
};

const deaths = {
  exits: "process.exit(3)",
  throws: 'throw new Error("out of luck")',
  hangs: "for (;;);",
} as const;

/** Says that it is ready, and dies in the given way when it is asked to run. */
export const doomedWorker = (dying: keyof typeof deaths): Worker =>
  new Worker(
    `const { parentPort } = require("node:worker_threads");
     parentPort.on("message", ({ kind }) => {
       if (kind !== "run") return;
       ${deaths[dying]};
     });
     parentPort.postMessage({ kind: "ready", graphs: {}, provider: "cpu", refused: [] });`,
    { eval: true, execArgv: [] },
  );

/** What an error must say: its code and parts of its message. */
export const coded = (
  code: SpatialRewardError["code"],
  ...parts: readonly string[]
): { readonly asymmetricMatch: (thrown: unknown) => boolean; readonly toString: () => string } => ({
  asymmetricMatch: (thrown) =>
    thrown instanceof Error &&
    "code" in thrown &&
    thrown.code === code &&
    parts.every((part) => thrown.message.includes(part)),
  toString: () => `${code} mentioning ${parts.join(", ")}`,
});
