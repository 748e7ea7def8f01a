import { availableParallelism } from "node:os";
import { failureOf, SpatialRewardError } from "../../core/index.js";
import {
  type InferenceWorker,
  type SpawnWorker,
  spawnWorker,
  startInferenceWorker,
} from "./inference-worker.js";
import { type Logger, silentLogger } from "./logger.js";
import type { RunTime, Step } from "./protocol.js";
import { createSlots } from "./slots.js";
import type { GraphPorts, Tensors } from "./tensor.js";

export interface EngineOptions {
  /** Each graph's file, under the name that steps use. */
  readonly graphs: readonly { readonly name: string; readonly path: string }[];
  /** In order of preference; CPU is what remains. */
  readonly providers?: readonly string[];
  /** Threads within one run. */
  readonly threads?: number;
  /** Threads that each hold the graphs and work on a call of their own. */
  readonly workers?: number;
  /** Calls that may wait for a free worker. */
  readonly maxQueue?: number;
  readonly logger?: Logger;
  readonly spawn?: SpawnWorker;
}

/** What one call sees: the same worker for all its steps, so that what a step kept is there for the next. */
export interface Lane {
  /** Feeds' buffers are handed over: they are empty afterwards. Outputs are what the steps fetch, by name. */
  run(steps: readonly Step[]): Promise<Tensors>;
}

export interface EngineStats {
  /** Workers that died and were started again. */
  readonly restarts: number;
  readonly runs: Readonly<
    Record<string, { readonly count: number; readonly milliseconds: number }>
  >;
}

/** Runs graphs in worker threads: onnxruntime blocks the thread it runs in. */
export interface Engine {
  readonly graphs: Readonly<Record<string, GraphPorts>>;
  /** The execution provider in use. */
  readonly provider: string;
  /**
   * @throws SpatialRewardError model.busy when the queue is full; model.failed when a step fails or its worker dies
   * (a dead worker is started again by the next call); the signal's reason when it aborts
   */
  call<T>(use: (lane: Lane) => Promise<T>, signal?: AbortSignal): Promise<T>;
  stats(): EngineStats;
  /** Lets calls in flight end, refuses those that wait, and frees threads and sessions. */
  close(): Promise<void>;
}

/**
 * Two frames at once, one thread each. Measured with nano on two cores: that is twice the frames per second of one
 * worker whose runs take two threads, which wait for each other.
 */
const defaultWorkers = (): number => Math.min(2, availableParallelism());

const closedError = (): SpatialRewardError =>
  new SpatialRewardError("model.failed", "the model was closed");

const asModelFailure = (thrown: unknown): SpatialRewardError => {
  const { code, message } = failureOf(thrown, "model.failed");
  return new SpatialRewardError(code, message, { cause: thrown });
};

const createTally = () => {
  const runs: Record<string, { count: number; milliseconds: number }> = {};
  return {
    runs,
    add: (times: readonly RunTime[]): void => {
      for (const { graph, milliseconds } of times) {
        const { count, milliseconds: before } = runs[graph] ?? { count: 0, milliseconds: 0 };
        runs[graph] = { count: count + 1, milliseconds: before + milliseconds };
      }
    },
  };
};

/** The work itself goes on to its next step's edge; whoever waits is told at once. */
const untilAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });

/** @throws SpatialRewardError model.corrupt naming a file that does not load */
export const createEngine = async (options: EngineOptions): Promise<Engine> => {
  const { graphs, providers = ["cpu"], threads = 1, logger = silentLogger } = options;
  const count = options.workers ?? defaultWorkers();
  const start = (): Promise<InferenceWorker> =>
    startInferenceWorker({ graphs, providers, threads }, options.spawn ?? spawnWorker);
  const [first, ...others] = await startAll(start, count);
  for (const { provider, reason } of first.refused)
    logger.warn({ provider, reason }, `no ${provider} here, running on ${first.provider}`);

  const workers = [first, ...others];
  const slots = createSlots(count, options.maxQueue ?? 64);
  const tally = createTally();
  let [restarts, calls] = [0, 0];

  const workerAt = async (slot: number): Promise<InferenceWorker> => {
    const worker = workers[slot];
    if (worker?.alive()) return worker;
    restarts++;
    logger.warn({ restarts }, "an inference thread died and is started again");
    const fresh = await start().catch((thrown: unknown) => {
      throw asModelFailure(thrown);
    });
    workers[slot] = fresh;
    return fresh;
  };

  const work = async <T>(slot: number, use: (lane: Lane) => Promise<T>, signal?: AbortSignal) => {
    const id = calls++;
    let end = (): void => undefined;
    try {
      const worker = await workerAt(slot);
      const abort = (): void => worker.abort(id);
      signal?.addEventListener("abort", abort);
      end = () => {
        signal?.removeEventListener("abort", abort);
        worker.end(id);
      };
      return await use(laneOf(worker, id, tally.add, signal));
    } finally {
      end();
      slots.give(slot);
    }
  };

  return {
    graphs: first.graphs,
    provider: first.provider,
    call: async (use, signal) => {
      const slot = await slots.take(signal);
      const working = work(slot, use, signal);
      return signal ? untilAborted(working, signal) : working;
    },
    stats: () => ({ restarts, runs: structuredClone(tally.runs) }),
    close: async () => {
      await slots.close(closedError());
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
};

const laneOf = (
  worker: InferenceWorker,
  id: number,
  ran: (times: readonly RunTime[]) => void,
  signal?: AbortSignal,
): Lane => ({
  run: async (steps) => {
    signal?.throwIfAborted();
    const { outputs, runs } = await worker.run(id, steps);
    ran(runs);
    signal?.throwIfAborted();
    return outputs;
  },
});

/** All or none: when one can't start, those that did are closed. */
const startAll = async (
  start: () => Promise<InferenceWorker>,
  count: number,
): Promise<[InferenceWorker, ...InferenceWorker[]]> => {
  const first = await start();
  const others = await Promise.allSettled(Array.from({ length: count - 1 }, start));
  const started = others.flatMap((other) => (other.status === "fulfilled" ? [other.value] : []));
  const failure = others.find((other) => other.status === "rejected");
  if (!failure) return [first, ...started];
  await Promise.all([first, ...started].map((worker) => worker.close()));
  throw failure.reason;
};
