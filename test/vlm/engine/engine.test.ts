import { execFile as execFileWithCallback } from "node:child_process";
import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { promisify } from "node:util";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createEngine, type Engine, type EngineOptions } from "../../../src/vlm/engine/engine.js";
import type { SpawnWorker } from "../../../src/vlm/engine/inference-worker.js";
import type { Step } from "../../../src/vlm/engine/protocol.js";
import { float32, int64, type Tensors } from "../../../src/vlm/engine/tensor.js";
import {
  coded,
  compiled,
  doomedWorker,
  recordingLogger,
  slowGraph,
  tinyModel,
  trackedWorkers,
} from "../fakes.js";
import { writeFiller } from "./filler.js";

const execFile = promisify(execFileWithCallback);

const encoder = { name: "vision_encoder", path: `${tinyModel}/onnx/vision_encoder.onnx` };

const open = async (options: Partial<EngineOptions> = {}): Promise<Engine> => {
  const engine = await createEngine({ graphs: [slowGraph], workers: 1, ...options });
  onTestFinished(() => engine.close());
  return engine;
};

/** Some milliseconds of work per thousand turns. */
const work = (turns: number): Step => ({
  graph: "work",
  feeds: {
    turns: { type: "int64", dims: [], data: BigInt64Array.of(BigInt(turns)) },
    matrix: float32(new Float32Array(64 * 64).fill(0.01), [64, 64]),
  },
  fetch: ["result"],
});

const runWork = (engine: Engine, turns: number, signal?: AbortSignal): Promise<Tensors> =>
  engine.call((lane) => lane.run([work(turns)]), signal);

const encode = (keep: readonly string[], fetch: readonly string[]): Step => ({
  graph: "vision_encoder",
  feeds: {
    pixel_values: float32(new Float32Array(3 * 12 * 16).fill(0.5), [1, 3, 12, 16]),
    intrinsics: float32(Float32Array.of(10, 10, 8, 6), [1, 4]),
  },
  keep,
  fetch,
});

describe("a call", () => {
  it("gets what its steps fetch, and nothing else", async () => {
    const engine = await open({ graphs: [encoder] });
    const outputs = await engine.call((lane) => lane.run([encode(["focal"], ["colour"])]));
    expect(outputs).toEqual({ colour: float32(Float32Array.of(0.5, 0.5, 0.5), [1, 3]) });
  });

  it("hands the buffers of its feeds over instead of copying them", async () => {
    const engine = await open({ graphs: [encoder] });
    const step = encode([], ["colour"]);
    await engine.call((lane) => lane.run([step]));
    const pixels = step.feeds.pixel_values;
    expect(pixels && "data" in pixels && pixels.data.byteLength).toBe(0);
  });

  it("keeps values in the worker from one step, and one run, to the next", async () => {
    const answer = { name: "answer", path: `${tinyModel}/onnx/answer.onnx` };
    const engine = await open({ graphs: [encoder, answer] });
    const ids = [2, ...Array.from({ length: 15 }, () => 0)];
    const point = await engine.call(async (lane) => {
      expect(await lane.run([encode(["colour", "focal"], [])])).toEqual({});
      return lane.run([
        {
          graph: "answer",
          feeds: {
            colour: { kept: "colour" },
            focal: { kept: "focal" },
            input_ids: int64(ids, [1, 16]),
            attention_mask: int64(ids, [1, 16]),
          },
          fetch: ["point"],
        },
      ]);
    });
    expect(point.point?.dims).toEqual([1, 2, 3]);
  });

  it("does not see what another call kept", async () => {
    const engine = await open({ graphs: [encoder] });
    await engine.call((lane) => lane.run([encode(["colour"], [])]));
    const stolen: Step = { graph: "vision_encoder", feeds: { intrinsics: { kept: "colour" } } };
    await expect(engine.call((lane) => lane.run([stolen]))).rejects.toEqual(
      coded("model.failed", "no step kept it"),
    );
  });

  it("fails alone when its step does not fit the graph; the worker goes on", async () => {
    const engine = await open({ graphs: [encoder] });
    const wrong = { ...encode([], ["colour"]), graph: "decoder" };
    await expect(engine.call((lane) => lane.run([wrong]))).rejects.toEqual(
      coded("model.failed", 'no graph "decoder"', "vision_encoder"),
    );
    await expect(
      engine.call((lane) => lane.run([{ graph: "vision_encoder", feeds: {}, fetch: ["colour"] }])),
    ).rejects.toEqual(coded("model.failed"));
    await engine.call((lane) => lane.run([encode([], ["colour"])]));
    expect(engine.stats().restarts).toBe(0);
  });

  it("is read from the session's metadata: names, types and dimensions", async () => {
    const engine = await open({ graphs: [encoder] });
    expect(engine.graphs.vision_encoder).toEqual({
      inputs: [
        { name: "pixel_values", type: "float32", dims: [1, 3, 12, 16] },
        { name: "intrinsics", type: "float32", dims: [1, 4] },
      ],
      outputs: [
        { name: "colour", type: "float32", dims: [1, 3] },
        { name: "focal", type: "float32", dims: [1, 1] },
        { name: "spare", type: "float32", dims: [1, 3] },
      ],
    });
  });
});

describe("the event loop", () => {
  it("stays free while a graph runs", async () => {
    const engine = await open();
    await runWork(engine, 1);
    const delay = monitorEventLoopDelay({ resolution: 1 });
    const start = performance.now();
    delay.enable();
    await runWork(engine, 40_000);
    delay.disable();
    const ran = performance.now() - start;
    expect(ran).toBeGreaterThan(100);
    expect(delay.max / 1e6).toBeLessThan(ran / 2);
  });
});

describe("an abort", () => {
  it("is told at once, and leaves out the steps that have not begun", async () => {
    const engine = await open();
    await runWork(engine, 1);
    const controller = new AbortController();
    const start = performance.now();
    const all = engine.call(
      (lane) => lane.run([work(60_000), work(60_000), work(60_000)]),
      controller.signal,
    );
    setTimeout(() => controller.abort(new Error("newer frame")), 20);
    await expect(all).rejects.toThrow("newer frame");
    const told = performance.now() - start;
    await runWork(engine, 1);
    const { count, milliseconds } = engine.stats().runs.work ?? { count: 0, milliseconds: 0 };
    expect(count).toBe(3);
    expect(told).toBeLessThan(milliseconds);
  });

  it("of a call that waits does not cost a run", async () => {
    const engine = await open();
    const controller = new AbortController();
    const running = runWork(engine, 20_000);
    const waiting = runWork(engine, 20_000, controller.signal);
    controller.abort(new Error("newer frame"));
    await expect(waiting).rejects.toThrow("newer frame");
    await running;
    expect(engine.stats().runs.work?.count).toBe(1);
  });
});

describe("the queue", () => {
  it("is bounded: one more call than fits is refused, the others are answered", async () => {
    const engine = await open({ maxQueue: 2 });
    const calls = Array.from({ length: 4 }, () => runWork(engine, 1000));
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "fulfilled",
      "rejected",
    ]);
    await expect(calls[3]).rejects.toEqual(coded("model.busy"));
  });

  it("feeds several workers at once", async () => {
    const workers = trackedWorkers();
    const engine = await open({ workers: 2, spawn: workers.spawn });
    await Promise.all([runWork(engine, 1000), runWork(engine, 1000), runWork(engine, 1000)]);
    expect(workers.threads).toHaveLength(2);
    expect(engine.stats().runs.work?.count).toBe(3);
  });
});

describe("a worker that dies", () => {
  it.each([
    { dying: "exits", says: "ended with 3" },
    { dying: "throws", says: "out of luck" },
  ] as const)(
    "and $dying fails the call in flight; the next call starts it again, counted",
    async ({ dying, says }) => {
      const [workers, logger] = [trackedWorkers(), recordingLogger()];
      const doomed = [doomedWorker(dying)];
      const spawn: SpawnWorker = (setup) => doomed.pop() ?? workers.spawn(setup);
      const engine = await open({ spawn, logger });
      await expect(runWork(engine, 1)).rejects.toEqual(coded("model.failed", says));
      await expect(runWork(engine, 1)).resolves.toHaveProperty("result");
      await expect(runWork(engine, 1)).resolves.toHaveProperty("result");
      expect(engine.stats()).toMatchObject({ restarts: 1, runs: { work: { count: 2 } } });
      expect(logger.warnings).toEqual([expect.stringContaining("started again")]);
      expect(workers.alive()).toBe(1);
    },
  );

  it("of hanging is told to who waits, and the thread replaced, once its call was aborted", async () => {
    const workers = trackedWorkers();
    const doomed = [doomedWorker("hangs")];
    const spawn: SpawnWorker = (setup) => doomed.pop() ?? workers.spawn(setup);
    const engine = await open({ spawn, grace: 20 });
    const late = runWork(engine, 1, AbortSignal.timeout(20));
    await expect(late).rejects.toMatchObject({ name: "TimeoutError" });
    await expect(runWork(engine, 1)).resolves.toHaveProperty("result");
    expect(engine.stats().restarts).toBe(1);
  });

  it("of a run that can't be stopped is not waited for: another thread works meanwhile", async () => {
    const workers = trackedWorkers();
    const engine = await open({ spawn: workers.spawn, grace: 20 });
    await expect(runWork(engine, 100_000, AbortSignal.timeout(20))).rejects.toBeDefined();
    await expect(runWork(engine, 1)).resolves.toHaveProperty("result");
    expect(engine.stats().restarts).toBe(1);
    await vi.waitUntil(() => workers.alive() === 1, { timeout: 20_000 });
  });

  it("between calls is noticed by the next one", async () => {
    const workers = trackedWorkers();
    const engine = await open({ spawn: workers.spawn });
    await workers.threads[0]?.terminate();
    await runWork(engine, 1);
    await runWork(engine, 1);
    expect(engine.stats().restarts).toBe(1);
  });

  it("and can't be started again fails each call until it can", async () => {
    const workers = trackedWorkers();
    let broken = false;
    const spawn: SpawnWorker = (setup) => {
      if (broken) throw new Error("no more threads");
      return workers.spawn(setup);
    };
    const engine = await open({ spawn });
    await workers.threads[0]?.terminate();
    broken = true;
    await expect(runWork(engine, 1)).rejects.toEqual(coded("model.failed", "no more threads"));
    broken = false;
    await expect(runWork(engine, 1)).resolves.toHaveProperty("result");
  });
});

describe("a process that exits in the middle of a run", () => {
  it("ends with its own exit code: the runtime is not torn down under the run", async () => {
    const script = `
      import { createEngine } from ${JSON.stringify(compiled("engine/engine.js"))};
      const engine = await createEngine({ graphs: [${JSON.stringify(slowGraph)}], workers: 1 });
      const feeds = {
        turns: { type: "int64", dims: [], data: BigInt64Array.of(60000n) },
        matrix: { type: "float32", dims: [64, 64], data: new Float32Array(4096) },
      };
      engine.call((lane) => lane.run([{ graph: "work", feeds, fetch: ["result"] }]));
      setTimeout(() => process.exit(7), 30);`;
    const ended = execFile("node", ["--input-type=module", "--eval", script]);
    await expect(ended).rejects.toMatchObject({ code: 7, stderr: "" });
  });
});

describe("an execution provider that is not here", () => {
  it.each(["cuda", "abacus"])("%s: falls back to the CPU with a warning", async (provider) => {
    const logger = recordingLogger();
    const engine = await open({ providers: [provider, "cpu"], logger });
    expect(engine.provider).toBe("cpu");
    expect(logger.warnings).toEqual([expect.stringContaining(`no ${provider} here`)]);
    await runWork(engine, 1);
  });
});

describe("opening", () => {
  it.each([{ workers: 0 }, { threads: 1.5 }, { maxQueue: -1 }, { workers: Number.NaN }])(
    "refuses %j",
    async (options) => {
      await expect(createEngine({ graphs: [slowGraph], ...options })).rejects.toThrow(
        `${Object.keys(options)[0]}: must be a whole number`,
      );
    },
  );

  it("names the file that does not load, and leaves no thread behind", async () => {
    const workers = trackedWorkers();
    const notAGraph = { name: "broken", path: `${tinyModel}/config.json` };
    const opening = createEngine({ graphs: [slowGraph, notAGraph], spawn: workers.spawn });
    await expect(opening).rejects.toEqual(coded("model.corrupt", notAGraph.path));
    await expect.poll(workers.alive).toBe(0);
  });
});

describe("memory", () => {
  it("that can't be had is told as such, and the next call finds the thread alive", async () => {
    const graph = await writeFiller();
    const engine = await open({ graphs: [graph] });
    const fill = (values: number) =>
      engine.call((lane) =>
        lane.run([{ graph: graph.name, feeds: { shape: int64([values], [1]) }, fetch: ["zeros"] }]),
      );
    await expect(fill(2 ** 45)).rejects.toEqual(coded("model.memory", "int8"));
    expect((await fill(3)).zeros?.dims).toEqual([3]);
    expect(engine.stats().restarts).toBe(0);
  });
});

describe("closing", () => {
  it("lets the call in flight end, refuses those that wait or come later, and ends the threads", async () => {
    const workers = trackedWorkers();
    const engine = await createEngine({ graphs: [slowGraph], workers: 1, spawn: workers.spawn });
    const running = runWork(engine, 5000);
    const waiting = expect(runWork(engine, 1)).rejects.toEqual(coded("model.failed", "closed"));
    const closing = engine.close();
    await expect(running).resolves.toHaveProperty("result");
    await Promise.all([waiting, closing]);
    await expect(runWork(engine, 1)).rejects.toEqual(coded("model.failed", "closed"));
    expect(workers.alive()).toBe(0);
  });

  it("frees memory: opening again and again does not grow the process", {
    timeout: 120_000,
  }, async () => {
    const cycle = async (): Promise<number> => {
      const engine = await createEngine({ graphs: [slowGraph], workers: 2 });
      await runWork(engine, 1);
      await engine.close();
      return process.memoryUsage.rss() / 2 ** 20;
    };
    for (let warmUp = 0; warmUp < 2; warmUp++) await cycle();
    const before = await cycle();
    let after = before;
    for (let again = 0; again < 6; again++) after = await cycle();
    // A thread that stayed would hold more than this by itself.
    expect(after - before).toBeLessThan(40);
  });
});
