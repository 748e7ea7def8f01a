import { type Constant, constantsOf } from "./constants.js";
import type { Graph, Node } from "./onnx-graph.js";

/** Who makes and who takes each value of a graph. */
export interface Wiring {
  /** Undefined for inputs and weights. */
  maker(name: string): Node | undefined;
  takers(name: string): readonly Node[];
  constant(name: string): Constant | undefined;
}

export const wiringOf = (graph: Graph): Wiring => {
  const makers = new Map<string, Node>();
  const takers = new Map<string, Node[]>();
  for (const node of graph.nodes) {
    for (const output of node.outputs) makers.set(output, node);
    for (const input of new Set(node.inputs)) {
      const others = takers.get(input) ?? [];
      takers.set(input, [...others, node]);
    }
  }
  const constants = constantsOf(graph);
  return {
    maker: (name) => makers.get(name),
    takers: (name) => takers.get(name) ?? [],
    constant: (name) => constants.get(name),
  };
};

/** The one number that a value always is; undefined for any other. */
export const scalarOf = ({ constant }: Wiring, name: string): number | undefined => {
  const found = constant(name);
  const single = found?.dims.every((size) => size === 1) === true;
  return single ? found.values()[0] : undefined;
};
