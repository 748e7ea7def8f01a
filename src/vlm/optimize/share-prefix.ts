import { cachesApart } from "../generative/graph-names.js";
import { copyOf, type Path, pathFrom, repetitionOf } from "./attention.js";
import { constant, copied, type Graph, type Node, operation } from "./onnx-graph.js";
import { dimsOf, inputLike, nameOfPort } from "./ports.js";
import { pruned } from "./prune.js";

const past = /^past_key_values\.(\d+\.(key|value))$/;
const far = 2 ** 31 - 1;

/** Part of a cache, and what the multiplication takes of it. */
interface Part {
  readonly cache: string;
  readonly factor: string;
}

/** A multiplication that is to be taken apart. */
interface Attention {
  readonly multiplication: Node;
  /** What makes the factors, and those, in the order of the tokens; the graph's own cache is the last. */
  readonly makers: readonly Node[];
  readonly parts: readonly Part[];
  /** Heads of the caches and their size, where each serves several heads of the queries. */
  readonly grouped?: readonly [heads: number, size: number];
}

/** Names of what is added, none of which the graph has. */
const namesFor =
  ({ multiplication: { outputs } }: Attention) =>
  (part: string): string =>
    `${outputs[0] ?? ""}/${part}`;

/** Rows, heads and tokens of a tensor of four dimensions, and the last dimension of another. */
const shapeOf = (like: string, last: string, name: (part: string) => string): readonly Node[] => [
  operation("Shape", [like], name("all of")),
  constant(name("first"), [0]),
  constant(name("three"), [3]),
  operation("Slice", [name("all of"), name("first"), name("three")], name("rows, heads, tokens")),
  operation("Concat", [name("rows, heads, tokens"), last], name("whole"), { axis: 0 }),
];

/** Scores of each part beside one another. */
const scores = (attention: Attention): readonly Node[] => {
  const { multiplication, makers, parts, grouped } = attention;
  const name = namesFor(attention);
  const [query = ""] = multiplication.inputs;
  const [output = ""] = multiplication.outputs;
  const [asked, together] = grouped ? [name("grouped"), name("together")] : [query, output];
  const before = grouped && [
    constant(name("groups"), [0, grouped[0], -1, grouped[1]]),
    operation("Reshape", [query, name("groups")], asked),
  ];
  const after = grouped && [
    operation("Shape", [together], name("size")),
    constant(name("fourth"), [3]),
    constant(name("end"), [far]),
    operation("Slice", [name("size"), name("fourth"), name("end")], name("keys")),
    ...shapeOf(query, name("keys"), name),
    operation("Reshape", [together, name("whole")], output),
  ];
  return [
    ...makers,
    ...(before ?? []),
    ...parts.map(({ factor }, at) => copied(multiplication, [asked, factor], [name(`part ${at}`)])),
    operation(
      "Concat",
      parts.map((_, at) => name(`part ${at}`)),
      together,
      { axis: -1 },
    ),
    ...(after ?? []),
  ];
};

/** Where each part's weights begin, and the last ones end. */
const edges = (parts: readonly Part[], name: (part: string) => string): readonly Node[] => [
  constant(name("edge 0"), [0]),
  constant(name("tokens"), [2]),
  constant(name(`edge ${parts.length}`), [far]),
  ...parts
    .slice(0, -1)
    .flatMap(({ cache }, at) => [
      operation("Shape", [cache], name(`shape ${at}`)),
      operation("Gather", [name(`shape ${at}`), name("tokens")], name(`length ${at}`), { axis: 0 }),
      operation("Add", [name(`edge ${at}`), name(`length ${at}`)], name(`edge ${at + 1}`)),
    ]),
];

/** What is taken of each part's values, added up. */
const mixture = (attention: Attention): readonly Node[] => {
  const { multiplication, makers, parts, grouped } = attention;
  const name = namesFor(attention);
  const [weights = ""] = multiplication.inputs;
  const [output = ""] = multiplication.outputs;
  const [given, sum] = grouped ? [name("grouped"), name("sum")] : [weights, output];
  const before = grouped && [
    operation("Shape", [weights], name("size")),
    constant(name("fourth"), [3]),
    constant(name("end"), [far]),
    operation("Slice", [name("size"), name("fourth"), name("end")], name("keys")),
    constant(name("groups"), [0, grouped[0], -1]),
    operation("Concat", [name("groups"), name("keys")], name("grouped shape"), { axis: 0 }),
    operation("Reshape", [weights, name("grouped shape")], given),
  ];
  const after = grouped && [
    constant(name("each"), [grouped[1]]),
    ...shapeOf(weights, name("each"), name),
    operation("Reshape", [sum, name("whole")], output),
  ];
  const sums = parts.slice(1).map((_, at) => {
    const left = at === 0 ? name("part 0") : name(`sum ${at}`);
    const to = at === parts.length - 2 ? sum : name(`sum ${at + 1}`);
    return operation("Add", [left, name(`part ${at + 1}`)], to);
  });
  return [
    ...makers,
    ...(before ?? []),
    ...edges(parts, name),
    constant(name("axis"), [-1]),
    ...parts.flatMap(({ factor }, at) => [
      operation(
        "Slice",
        [given, name(`edge ${at}`), name(`edge ${at + 1}`), name("axis")],
        name(`weights ${at}`),
      ),
      copied(multiplication, [name(`weights ${at}`), factor], [name(`part ${at}`)]),
    ]),
    ...sums,
    ...(after ?? []),
  ];
};

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
