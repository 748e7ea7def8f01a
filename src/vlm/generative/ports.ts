import { SpatialRewardError } from "../../core/index.js";
import type { GraphPorts, Port } from "../engine/tensor.js";

const describe = ({ name, type, dims }: Port): string => `${name} ${type} [${dims.join(", ")}]`;

/** A graph that is not what its family's exports are, with all that it has. */
export const unlike = (
  graph: string,
  problem: string,
  ports: readonly Port[],
): SpatialRewardError =>
  new SpatialRewardError(
    "model.unsupported",
    `${graph}: ${problem}; it has ${ports.map(describe).join(", ")}`,
  );

/** @throws SpatialRewardError model.unsupported, listing what the graph has */
export const portOf = (graph: string, ports: readonly Port[], name: string): Port => {
  const port = ports.find((each) => each.name === name);
  if (!port) throw unlike(graph, `must have "${name}"`, ports);
  return port;
};

/** @throws SpatialRewardError model.unsupported naming inputs that we would not know how to feed */
export const checkInputs = (graph: string, ports: readonly Port[], known: RegExp): void => {
  const unknown = ports.filter(({ name }) => !known.test(name)).map(({ name }) => name);
  if (unknown.length > 0)
    throw unlike(graph, `inputs that are not known: ${unknown.join(", ")}`, ports);
};

export type Ports = Readonly<Record<string, GraphPorts>>;

/** @throws SpatialRewardError model.unsupported */
export const graphOf = (graphs: Ports, name: string): GraphPorts => {
  const graph = graphs[name];
  if (!graph) throw unlike(name, "is not loaded", []);
  return graph;
};
