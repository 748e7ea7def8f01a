import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import { SpatialRewardError } from "../../core/index.js";
import {
  buffersOf,
  isKept,
  type RefusedProvider,
  type RunTime,
  type Step,
  type WorkerReply,
  type WorkerRequest,
  type WorkerSetup,
} from "./protocol.js";
import { createRunGate, isRunning, type RunGate, shutGate } from "./run-gate.js";
import { runtimeFault } from "./runtime-fault.js";
import type { GraphPorts, Tensor, Tensors } from "./tensor.js";

export type SpawnWorker = (setup: WorkerSetup) => Worker;

/** The worker's file is found through the package's own import map, so that it is the compiled one wherever we run from. */
export const spawnWorker: SpawnWorker = (setup) =>
  new Worker(createRequire(import.meta.url).resolve("#inference-worker"), {
    workerData: setup,
    name: "inference",
    execArgv: [],
  });

export interface Ran {
  readonly outputs: Tensors;
  readonly runs: readonly RunTime[];
}

/** A thread that holds loaded graphs. Once it has died it stays dead. */
export interface InferenceWorker {
  readonly graphs: Readonly<Record<string, GraphPorts>>;
  readonly provider: string;
  readonly refused: readonly RefusedProvider[];
  alive(): boolean;
  /**
   * Feeds' buffers are handed over: they are empty afterwards. A call runs one list of steps at a time.
   * @throws SpatialRewardError model.failed when a step fails or the thread dies
   */
  run(call: number, steps: readonly Step[]): Promise<Ran>;
  /** Leaves out the steps of a call that have not begun; `run` then resolves with what there is. */
  abort(call: number): void;
  /** Frees what the call's steps kept. */
  end(call: number): void;
  /** Gives up on a thread that hangs: whoever waits is told, and it ends at once, or when a run that can't be stopped has. */
  abandon(): void;
  close(): Promise<void>;
}

type Answered = Extract<WorkerReply, { readonly call: number }>;
type Ready = Extract<WorkerReply, { readonly kind: "ready" }>;

const failed = (message: string): SpatialRewardError =>
  new SpatialRewardError("model.failed", message);

const ranOf = (reply: Answered): Ran => {
  if (reply.kind === "failed")
    throw runtimeFault("model.failed", `the model failed: ${reply.message}`);
  return { outputs: reply.kind === "done" ? reply.outputs : {}, runs: reply.runs };
};

/** Resolves with the worker's first words. */
const untilReady = (worker: Worker): Promise<Ready> =>
  new Promise((resolve, reject) => {
    worker.once("message", (reply: WorkerReply) => {
      if (reply.kind === "ready") return resolve(reply);
      if (reply.kind === "not-loaded")
        reject(runtimeFault("model.corrupt", `${reply.path}: ${reply.message}`));
    });
    worker.once("error", (error) => reject(failed(`the inference thread: ${error.message}`)));
    worker.once("exit", (code) =>
      reject(failed(`the inference thread ended with ${code} while loading`)),
    );
  });

const wrap = (worker: Worker, ready: Ready, gate: RunGate): InferenceWorker => {
  const pending = new Map<number, (settle: () => Ran) => void>();
  let alive = true;
  const post = (request: WorkerRequest, transfer: ArrayBuffer[] = []): void =>
    worker.postMessage(request, transfer);
  const exited = new Promise<void>((resolve) => {
    worker.once("exit", () => resolve());
  });
  const die = (message: string): void => {
    alive = false;
    for (const settle of pending.values())
      settle(() => {
        throw failed(message);
      });
    pending.clear();
  };
  worker.on("error", (error) => die(`the inference thread failed: ${error.message}`));
  worker.on("exit", (code) => die(`the inference thread ended with ${code}`));
  worker.on("message", (reply: Answered) => {
    pending.get(reply.call)?.(() => ranOf(reply));
    pending.delete(reply.call);
  });

  return {
    graphs: ready.graphs,
    provider: ready.provider,
    refused: ready.refused,
    alive: () => alive,
    run: (call, steps) =>
      new Promise((resolve, reject) => {
        if (!alive) return reject(failed("the inference thread is gone"));
        pending.set(call, (settle) => {
          try {
            resolve(settle());
          } catch (thrown) {
            reject(thrown);
          }
        });
        const feeds = steps.flatMap((step) => Object.values(step.feeds));
        post(
          { kind: "run", call, steps },
          buffersOf(feeds.filter((feed): feed is Tensor => !isKept(feed))),
        );
      }),
    abort: (call) => post({ kind: "abort", call }),
    end: (call) => post({ kind: "end", call }),
    abandon: () => {
      if (!alive) return;
      die("the inference thread hangs");
      post({ kind: "close" });
      worker.unref();
      if (!isRunning(gate)) void worker.terminate();
    },
    close: async () => {
      if (alive) post({ kind: "close" });
      await exited;
    },
  };
};

/** @throws SpatialRewardError model.corrupt naming the file that does not load; model.failed when the thread dies */
export const startInferenceWorker = async (
  setup: Omit<WorkerSetup, "gate">,
  spawn: SpawnWorker,
): Promise<InferenceWorker> => {
  const gate = createRunGate();
  const worker = spawn({ ...setup, gate });
  const exiting = (): void => shutGate(gate);
  process.once("exit", exiting);
  worker.once("exit", () => process.off("exit", exiting));
  return wrap(worker, await untilReady(worker), gate);
};
