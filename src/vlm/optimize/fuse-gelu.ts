import { contribOperation, withContrib } from "./contrib.js";
import { match, plus, tanh, times } from "./formula.js";
import type { Graph, Node } from "./onnx-graph.js";
import { pruned } from "./prune.js";
import { wiringOf } from "./wiring.js";

const cube = times("x", times("x", "x"));
const gate = tanh(times(Math.sqrt(2 / Math.PI), plus("x", times(0.044715, cube))));

/** GELU by its approximation with tanh (Hendrycks & Gimpel 2016), as PyTorch exports it. */
const gelu = times(0.5, times("x", plus(1, gate)));

/**
 * GELU as one operation instead of nine that each go through memory. The runtime does that by itself for GELU by erf,
 * and for cubes written as powers. Undefined where there is none.
 */
export const fuseGelu = (graph: Graph): Graph | undefined => {
  const wiring = wiringOf(graph);
  const fused = graph.nodes.map((node): Node => {
    const [output = ""] = node.outputs;
    const x = match(wiring, output, gelu)?.x;
    return x === undefined ? node : contribOperation("FastGelu", [x], output);
  });
  const any = fused.some((node, at) => node !== graph.nodes[at]);
  return any ? pruned(withContrib({ ...graph, nodes: fused })) : undefined;
};
