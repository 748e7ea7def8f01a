import { copied, type Graph, type Node } from "./onnx-graph.js";
import { nameOfPort } from "./ports.js";

/** What becomes of a cache on its way to the multiplication that attends to it. */
export interface Path {
  /** The cache with the new tokens, where the path begins. */
  readonly cache: string;
  /** Operations in between, in the graph's order. */
  readonly between: readonly Node[];
  readonly multiplication: Node;
}

const multiplications: ReadonlySet<string> = new Set(["MatMul", "FusedMatMul"]);

/** Undefined where the cache is used for anything else, or never reaches a multiplication. */
export const pathFrom = (graph: Graph, cache: string): Path | undefined => {
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
  return { cache, between, multiplication };
};

/** The same path for another cache. */
export const copyOf = ({ between, multiplication, cache }: Path, other: string, suffix: string) => {
  const names = new Map([[cache, other]]);
  for (const { outputs } of between)
    for (const output of outputs) names.set(output, `${output}/${suffix}`);
  const renamed = (name: string): string => names.get(name) ?? name;
  const nodes = between.map((node) =>
    copied(node, node.inputs.map(renamed), node.outputs.map(renamed)),
  );
  return { nodes, factor: renamed(multiplication.inputs[1] ?? "") };
};

/** Operations that repeat heads (grouped queries): each for so many of the queries' heads in a row. */
const repeating = ["Unsqueeze", "Expand", "Reshape"] as const;

/**
 * Whether all that happens on the way is that heads are repeated, and keys turned over: the operation that turns them
 * where there is one. Undefined where something else happens, or nothing.
 */
export const repetitionOf = ({ cache, between, multiplication }: Path) => {
  const chain: Node[] = [];
  for (let name: string | undefined = cache; name !== multiplication.inputs[1]; ) {
    const next: Node | undefined = between.find(
      ({ op, inputs }) => op !== "Shape" && inputs[0] === name,
    );
    if (!next) return undefined;
    chain.push(next);
    name = next.outputs[0];
  }
  const [turn, ...more] = chain.slice(repeating.length);
  const repeats = repeating.every((op, at) => chain[at]?.op === op);
  const plain = multiplication.op === "MatMul" && more.length === 0;
  if (!repeats || !plain || (turn && turn.op !== "Transpose")) return undefined;
  return turn ? { turn } : {};
};
