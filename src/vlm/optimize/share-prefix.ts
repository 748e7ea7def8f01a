import { constant, copied, type Graph, type Node, operation } from "./onnx-graph.js";
import { inputLike, nameOfPort } from "./ports.js";

const past = /^past_key_values\.(\d+)\.(key|value)$/;
const multiplications: ReadonlySet<string> = new Set(["MatMul", "FusedMatMul"]);
const far = 2 ** 31 - 1;

/** What becomes of a cache on its way to the multiplication that attends to it. */
interface Path {
  /** Operations in between, in the graph's order. */
  readonly between: readonly Node[];
  readonly multiplication: Node;
}

/** Undefined where the cache is used for anything else, or never reaches a multiplication. */
const pathFrom = (graph: Graph, cache: string): Path | undefined => {
  const reached = new Set([cache]);
  const between: Node[] = [];
  const ends = new Set<Node>();
  for (const node of graph.nodes) {
    if (!node.inputs.some((name) => reached.has(name))) continue;
    if (multiplications.has(node.op)) ends.add(node);
    else {
      between.push(node);
      for (const output of node.outputs) reached.add(output);
    }
  }
  const [multiplication, ...others] = ends;
  const outputs = graph.outputs.map(nameOfPort);
  const leaves = outputs.some((name) => name !== cache && reached.has(name));
  const onTheRight =
    multiplication?.inputs[1] !== undefined && reached.has(multiplication.inputs[1]);
  if (!multiplication || others.length > 0 || leaves || !onTheRight) return undefined;
  return { between, multiplication };
};

/** The same path for the prefix's cache. */
const copyOf = ({ between, multiplication }: Path, cache: string, prefix: string) => {
  const names = new Map([[cache, prefix]]);
  for (const { outputs } of between)
    for (const output of outputs) names.set(output, `${output}/prefix`);
  const renamed = (name: string): string => names.get(name) ?? name;
  const nodes = between.map((node) =>
    copied(node, node.inputs.map(renamed), node.outputs.map(renamed)),
  );
  return { nodes, factor: renamed(multiplication.inputs[1] ?? "") };
};

/** Scores of the prefix beside those of the rest. */
const scores = (
  { multiplication }: Path,
  nodes: readonly Node[],
  factor: string,
): readonly Node[] => {
  const [query = "", keys = ""] = multiplication.inputs;
  const [output = ""] = multiplication.outputs;
  const [before, rest] = [`${output}/prefix`, `${output}/rest`];
  return [
    ...nodes,
    copied(multiplication, [query, factor], [before]),
    copied(multiplication, [query, keys], [rest]),
    operation("Concat", [before, rest], output, { axis: -1 }),
  ];
};

/** What is taken of the prefix's values, and of the rest's, added. */
const mixture = (
  { multiplication }: Path,
  nodes: readonly Node[],
  factor: string,
  prefix: string,
): readonly Node[] => {
  const [weights = "", values = ""] = multiplication.inputs;
  const [output = ""] = multiplication.outputs;
  const name = (part: string): string => `${output}/${part}`;
  return [
    ...nodes,
    operation("Shape", [prefix], name("shape")),
    constant(name("two"), [2]),
    operation("Gather", [name("shape"), name("two")], name("length"), { axis: 0 }),
    constant(name("start"), [0]),
    constant(name("end"), [far]),
    constant(name("axis"), [-1]),
    operation("Slice", [weights, name("start"), name("length"), name("axis")], name("of prefix")),
    operation("Slice", [weights, name("length"), name("end"), name("axis")], name("of rest")),
    copied(multiplication, [name("of prefix"), factor], [name("prefix")]),
    copied(multiplication, [name("of rest"), values], [name("rest")]),
    operation("Add", [name("prefix"), name("rest")], output),
  ];
};

const shareOne = (graph: Graph, input: string, part: string): Graph | undefined => {
  const concat = graph.nodes.find(({ op, inputs }) => op === "Concat" && inputs[0] === input);
  const [cache] = concat?.outputs ?? [];
  const users = graph.nodes.filter(({ inputs }) => inputs.includes(input));
  const path = cache === undefined ? undefined : pathFrom(graph, cache);
  const port = graph.inputs.find((valueInfo) => nameOfPort(valueInfo) === input);
  if (cache === undefined || users.length !== 1 || !path || !port) return undefined;
  const prefix = input.replace("past_key_values", "prefix_key_values");
  const { nodes, factor } = copyOf(path, cache, prefix);
  const replaced =
    part === "key" ? scores(path, nodes, factor) : mixture(path, nodes, factor, prefix);
  return {
    ...graph,
    inputs: [...graph.inputs, inputLike(port, prefix)],
    nodes: graph.nodes.flatMap((node) => (node === path.multiplication ? replaced : [node])),
  };
};

/**
 * A decoder that takes the caches of a shared prefix once, whatever the number of questions: their rows are broadcast
 * in the multiplications, and its own caches hold only what follows the prefix. Undefined where the attention is not
 * plain operators from cache to multiplication (fused attention).
 */
export const sharePrefix = (graph: Graph): Graph | undefined => {
  let shared: Graph | undefined = graph;
  for (const valueInfo of graph.inputs) {
    const input = nameOfPort(valueInfo);
    const part = past.exec(input)?.[2];
    if (part !== undefined) shared = shared && shareOne(shared, input, part);
  }
  return shared === graph ? undefined : shared;
};
