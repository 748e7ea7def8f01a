import type { Graph, Node } from "./onnx-graph.js";
import {
  bytesField,
  bytesOf,
  type Field,
  fieldsOf,
  messageOf,
  numberField,
  textField,
  textsOf,
} from "./wire.js";

/** The runtime's own operations, beside ONNX's; a provider that lacks one leaves it to the CPU. */
const domain = "com.microsoft";

/** Field numbers of NodeProto's domain and ModelProto's sets of operations; those within OperatorSetIdProto. */
const fields = { nodeDomain: 7, sets: 8 } as const;
const within = { domain: 1, version: 2 } as const;

/** An operation of the runtime's own set. */
export const contribOperation = (
  op: string,
  inputs: readonly string[],
  output: string,
  attributes: readonly Field[] = [],
): Node => ({
  op,
  inputs,
  outputs: [output],
  rest: [textField(fields.nodeDomain, domain), ...attributes],
});

/** A graph that may use the runtime's own operations. */
export const withContrib = (graph: Graph): Graph => {
  const known = graph.model.some(
    (field) =>
      field.number === fields.sets &&
      textsOf(fieldsOf(bytesOf(field)), within.domain)[0] === domain,
  );
  if (known) return graph;
  const set = messageOf([textField(within.domain, domain), numberField(within.version, 1)]);
  return { ...graph, model: [...graph.model, bytesField(fields.sets, set)] };
};
