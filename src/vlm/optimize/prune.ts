import type { Graph, Node } from "./onnx-graph.js";
import { nameOfPort } from "./ports.js";

/** Operations with graphs inside, which may use anything that is around them. */
const nested: ReadonlySet<string> = new Set(["If", "Loop", "Scan"]);

/** Without operations that no output comes from: the runtime would compute them all the same. */
export const pruned = (graph: Graph): Graph => {
  if (graph.nodes.some(({ op }) => nested.has(op))) return graph;
  const needed = new Set(graph.outputs.map(nameOfPort));
  const nodes: Node[] = [];
  for (const node of [...graph.nodes].reverse()) {
    if (!node.outputs.some((name) => needed.has(name))) continue;
    nodes.push(node);
    for (const name of node.inputs) needed.add(name);
  }
  return { ...graph, nodes: nodes.reverse() };
};
