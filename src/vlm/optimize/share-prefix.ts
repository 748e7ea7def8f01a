import { cachesApart } from "../generative/graph-names.js";
import { copyOf, type Path, pathFrom, repetitionOf } from "./attention.js";
import { copied, type Graph } from "./onnx-graph.js";
import { dimsOf, inputLike, nameOfPort } from "./ports.js";
import { pruned } from "./prune.js";
import { type Attention, mixture, scores } from "./take-apart.js";

const past = /^past_key_values\.(\d+\.(key|value))$/;

/** With heads repeated by the multiplication itself where that is all that happened on the way; else as it was. */
const attentionOf = (path: Path, caches: readonly string[], port: Uint8Array): Attention => {
  const { multiplication } = path;
  const repetition = repetitionOf(path);
  const [, heads, , size] = dimsOf(port);
  if (!repetition || typeof heads !== "number" || typeof size !== "number") {
    const copies = caches.map((cache) => ({ cache, ...copyOf(path, cache, cache) }));
    const own = { cache: path.cache, factor: multiplication.inputs[1] ?? "" };
    return {
      multiplication,
      makers: copies.flatMap(({ nodes }) => nodes),
      parts: [...copies, own],
    };
  }
  const { turn } = repetition;
  const turned = [...caches, path.cache].map((cache) =>
    turn ? { cache, factor: `${cache}/turned` } : { cache, factor: cache },
  );
  return {
    multiplication,
    makers: turn ? turned.map(({ cache, factor }) => copied(turn, [cache], [factor])) : [],
    parts: turned,
    grouped: [heads, size],
  };
};

const shareOne = (graph: Graph, input: string): Graph | undefined => {
  const [, part = "", kind] = past.exec(input) ?? [];
  const concat = graph.nodes.find(({ op, inputs }) => op === "Concat" && inputs[0] === input);
  const [cache] = concat?.outputs ?? [];
  const users = graph.nodes.filter(({ inputs }) => inputs.includes(input));
  const path = cache === undefined ? undefined : pathFrom(graph, cache);
  const port = graph.inputs.find((valueInfo) => nameOfPort(valueInfo) === input);
  if (users.length !== 1 || !path || !port) return undefined;
  const caches = cachesApart.map((name) => `${name}.${part}`);
  const attention = attentionOf(path, caches, port);
  const replaced = kind === "key" ? scores(attention) : mixture(attention);
  return {
    ...graph,
    inputs: [...graph.inputs, ...caches.map((name) => inputLike(port, name))],
    nodes: graph.nodes.flatMap((node) => (node === path.multiplication ? replaced : [node])),
  };
};

/**
 * A decoder that takes the caches of a shared prefix once, whatever the number of questions, and those of the
 * questions apart from their answers': the prefix's rows are broadcast in the multiplications, and its own caches hold
 * only what is being written. Undefined where the attention is not plain operators from cache to multiplication
 * (fused attention).
 */
export const sharePrefix = (graph: Graph): Graph | undefined => {
  let shared: Graph | undefined = graph;
  for (const valueInfo of graph.inputs) {
    const input = nameOfPort(valueInfo);
    if (past.test(input)) shared = shared && shareOne(shared, input);
  }
  return shared === graph || !shared ? undefined : pruned(shared);
};
