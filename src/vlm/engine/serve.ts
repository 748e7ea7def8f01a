import { setImmediate } from "node:timers/promises";
import type { MessagePort } from "node:worker_threads";
import { createKept, type KeptValues } from "./kept-values.js";
import { type Loaded, loadSession, portsOf, toTensor, toValue, type Value } from "./onnx.js";
import {
  buffersOf,
  isKept,
  type RunTime,
  type Step,
  type WorkerReply,
  type WorkerRequest,
  type WorkerSetup,
} from "./protocol.js";
import { throughGate } from "./run-gate.js";
import type { Tensor } from "./tensor.js";

type Graphs = ReadonlyMap<string, Loaded>;

class NotLoaded extends Error {
  constructor(
    readonly path: string,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

const loadGraphs = async ({ graphs, providers, threads }: WorkerSetup): Promise<Graphs> => {
  const loaded = new Map<string, Loaded>();
  for (const { name, path } of graphs) {
    try {
      loaded.set(name, await loadSession(path, providers, threads));
    } catch (thrown) {
      throw new NotLoaded(path, thrown);
    }
  }
  return loaded;
};

const readyReply = (graphs: Graphs): WorkerReply => {
  const loaded = [...graphs.entries()];
  const refused = new Map(
    loaded.flatMap(([, graph]) => graph.refused.map((refusal) => [refusal.provider, refusal])),
  );
  return {
    kind: "ready",
    graphs: Object.fromEntries(loaded.map(([name, { session }]) => [name, portsOf(session)])),
    provider: [...new Set(loaded.map(([, { provider }]) => provider))].join("+"),
    refused: [...refused.values()],
  };
};

const feedsOf = (step: Step, kept: KeptValues): Record<string, Value> => {
  const feeds: Record<string, Value> = {};
  for (const [input, feed] of Object.entries(step.feeds)) {
    const value = isKept(feed) ? kept.take(feed) : toValue(feed);
    if (!value) throw new Error(`"${input}" of ${step.graph}: no step kept it`);
    feeds[input] = value;
  }
  return feeds;
};

/** Runs one step: what is kept lands in `kept`, what is fetched in `fetched`; other outputs are never computed out. */
const runStep = async (
  graphs: Graphs,
  step: Step,
  kept: KeptValues,
  fetched: Record<string, Tensor>,
): Promise<RunTime> => {
  const graph = graphs.get(step.graph);
  if (!graph)
    throw new Error(`no graph "${step.graph}"; there are ${[...graphs.keys()].join(", ")}`);
  const [keep, fetch] = [step.keep ?? [], step.fetch ?? []];
  const feeds = feedsOf(step, kept);
  const start = performance.now();
  const outputs = await graph.session.run(feeds, [...new Set([...keep, ...fetch])]);
  const milliseconds = performance.now() - start;
  const output = (name: string): Value => {
    const value = outputs[name];
    if (!value) throw new Error(`${step.graph} has no output "${name}"`);
    return value;
  };
  for (const name of keep) kept.keep(`${step.keepUnder ?? ""}${name}`, output(name));
  for (const name of fetch) fetched[name] = toTensor(name, output(name));
  return { graph: step.graph, milliseconds };
};

/** Answers requests until told to close. A run can't be interrupted, so an abort takes effect between two steps. */
export const serve = async (port: MessagePort, setup: WorkerSetup): Promise<void> => {
  const reply = (message: WorkerReply, transfer: ArrayBuffer[] = []): void =>
    port.postMessage(message, transfer);
  const keptByCall = new Map<number, KeptValues>();
  const aborted = new Set<number>();
  const graphs = await throughGate(setup.gate, () => loadGraphs(setup)).catch((thrown: unknown) => {
    if (!(thrown instanceof NotLoaded)) throw thrown;
    reply({ kind: "not-loaded", path: thrown.path, message: thrown.message });
    return undefined;
  });
  if (!graphs) return port.close();

  const run = async (call: number, steps: readonly Step[]): Promise<void> => {
    const kept = keptByCall.get(call) ?? createKept();
    keptByCall.set(call, kept);
    const [outputs, runs]: [Record<string, Tensor>, RunTime[]] = [{}, []];
    try {
      for (const step of steps) {
        await setImmediate(); // lets an abort in
        if (aborted.has(call)) return reply({ kind: "aborted", call, runs });
        runs.push(await throughGate(setup.gate, () => runStep(graphs, step, kept, outputs)));
      }
      reply({ kind: "done", call, outputs, runs }, buffersOf(Object.values(outputs)));
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      reply({ kind: "failed", call, message, runs });
    }
  };

  const close = async (): Promise<void> => {
    for (const { session } of graphs.values()) await session.release();
    port.close();
  };

  port.on("message", (request: WorkerRequest) => {
    if (request.kind === "run") return void run(request.call, request.steps);
    if (request.kind === "abort") return void aborted.add(request.call);
    if (request.kind === "close") return void close();
    keptByCall.delete(request.call);
    aborted.delete(request.call);
  });
  reply(readyReply(graphs));
};
