import type { RunGate } from "./run-gate.js";
import type { GraphPorts, Tensor, Tensors } from "./tensor.js";

/** What a worker is started with: the graphs to load, each under a name that steps use. */
export interface WorkerSetup {
  readonly graphs: readonly { readonly name: string; readonly path: string }[];
  /** Execution providers in order of preference. */
  readonly providers: readonly string[];
  /** Threads within one run. */
  readonly threads: number;
  readonly gate: RunGate;
}

/** A value that an earlier step of the same call kept in the worker, by its output's name. */
export interface Kept {
  readonly kept: string;
  /** Which of its rows (first dimension), in this order; all of them where not given. One may stand several times. */
  readonly rows?: readonly number[];
}

/** One run of a graph. Outputs in `keep` stay in the worker until the call ends; those in `fetch` come back. */
export interface Step {
  readonly graph: string;
  readonly feeds: Readonly<Record<string, Tensor | Kept>>;
  readonly keep?: readonly string[];
  /** Put before the names of what is kept, so that the next run of the graph does not replace it. */
  readonly keepUnder?: string;
  readonly fetch?: readonly string[];
}

export type WorkerRequest =
  | { readonly kind: "run"; readonly call: number; readonly steps: readonly Step[] }
  | { readonly kind: "abort"; readonly call: number }
  | { readonly kind: "end"; readonly call: number }
  | { readonly kind: "close" };

export interface RunTime {
  readonly graph: string;
  readonly milliseconds: number;
}

/** A provider that was asked for and can't be had here, and the runtime's reason. */
export interface RefusedProvider {
  readonly provider: string;
  readonly reason: string;
}

export type WorkerReply =
  | {
      readonly kind: "ready";
      readonly graphs: Readonly<Record<string, GraphPorts>>;
      readonly provider: string;
      readonly refused: readonly RefusedProvider[];
    }
  | { readonly kind: "not-loaded"; readonly path: string; readonly message: string }
  | {
      readonly kind: "done";
      readonly call: number;
      readonly outputs: Tensors;
      readonly runs: readonly RunTime[];
    }
  | {
      readonly kind: "failed";
      readonly call: number;
      readonly message: string;
      readonly runs: readonly RunTime[];
    }
  | { readonly kind: "aborted"; readonly call: number; readonly runs: readonly RunTime[] };

export const isKept = (feed: Tensor | Kept): feed is Kept => "kept" in feed;

/** The buffers behind tensors, each once: a message may name one buffer several times but transfer it only once. */
export const buffersOf = (tensors: Iterable<Tensor>): ArrayBuffer[] => {
  const buffers = new Set<ArrayBuffer>();
  for (const { data } of tensors) if (data.buffer instanceof ArrayBuffer) buffers.add(data.buffer);
  return [...buffers];
};
