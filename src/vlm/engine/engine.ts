import { availableParallelism } from "node:os";
import { SpatialRewardError } from "../../core/index.js";
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
import { createWorkerSet } from "./worker-set.js";

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
  /** Milliseconds that an aborted call may still take before its thread is given up and replaced. */
  readonly grace?: number;
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

/** Runs of big models take seconds, and an abort takes effect between two of them. */
const defaultGrace = 10_000;

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

/** One call on one worker: its lane while it lasts, and an end to what it kept. */
const callOn = async <T>(
  worker: InferenceWorker,
  id: number,
  use: (lane: Lane) => Promise<T>,
  {
    ran,
    signal,
    grace,
  }: {
    readonly ran: (times: readonly RunTime[]) => void;
    readonly signal: AbortSignal | undefined;
    readonly grace: number;
  },
): Promise<T> => {
  let patience: NodeJS.Timeout | undefined;
  const abort = (): void => {
    worker.abort(id);
    patience = setTimeout(() => worker.abandon(), grace);
  };
  signal?.addEventListener("abort", abort);
  try {
    return await use({
      run: async (steps) => {
        signal?.throwIfAborted();
        const { outputs, runs } = await worker.run(id, steps);
        ran(runs);
        signal?.throwIfAborted();
        return outputs;
      },
    });
  } finally {
    clearTimeout(patience);
    signal?.removeEventListener("abort", abort);
    if (worker.alive()) worker.end(id);
  }
};

/** @throws RangeError for fewer threads, workers or places than there can be */
const checkCount = (name: string, value: number, least: number): void => {
  if (!Number.isInteger(value) || value < least)
    throw new RangeError(`${name}: must be a whole number from ${least}; got ${value}`);
};

/** @throws SpatialRewardError model.corrupt naming a file that does not load; RangeError for impossible options */
export const createEngine = async (options: EngineOptions): Promise<Engine> => {
  const { graphs, providers = ["cpu"], threads = 1, logger = silentLogger } = options;
  const { workers: count = defaultWorkers(), maxQueue = 64, spawn = spawnWorker } = options;
  const { grace = defaultGrace } = options;
  checkCount("threads", threads, 1);
  checkCount("workers", count, 1);
  checkCount("maxQueue", maxQueue, 0);
  const workers = await createWorkerSet(
    () => startInferenceWorker({ graphs, providers, threads }, spawn),
    count,
    logger,
  );
  for (const { provider, reason } of workers.first.refused)
    logger.warn({ provider, reason }, `no ${provider} here, running on ${workers.first.provider}`);
  const slots = createSlots(count, maxQueue);
  const tally = createTally();
  let calls = 0;

  const work = async <T>(slot: number, use: (lane: Lane) => Promise<T>, signal?: AbortSignal) => {
    try {
      return await callOn(await workers.at(slot), calls++, use, { ran: tally.add, signal, grace });
    } finally {
      slots.give(slot);
    }
  };

  return {
    graphs: workers.first.graphs,
    provider: workers.first.provider,
    call: async (use, signal) => {
      const working = work(await slots.take(signal), use, signal);
      return signal ? untilAborted(working, signal) : working;
    },
    stats: () => ({ restarts: workers.restarts(), runs: structuredClone(tally.runs) }),
    close: async () => {
      await slots.close(new SpatialRewardError("model.failed", "the model was closed"));
      await workers.close();
    },
  };
};
