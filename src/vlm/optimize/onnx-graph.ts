import { intAttribute } from "./attributes.js";
import {
  bytesField,
  bytesOf,
  type Field,
  fieldsOf,
  messageOf,
  numbersOf,
  textField,
  textsOf,
} from "./wire.js";

/** One operation; `rest` are its attributes and whatever else it has. */
export interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly rest: readonly Field[];
}

/** A graph whose operations and inputs can be changed; weights and all else stay as they are. */
export interface Graph {
  readonly nodes: readonly Node[];
  readonly inputs: readonly Uint8Array[];
  readonly outputs: readonly Uint8Array[];
  /** Of the graph, and of the model around it. */
  readonly rest: readonly Field[];
  readonly model: readonly Field[];
}

/** Field numbers of onnx.proto: ModelProto, GraphProto, NodeProto. */
const fields = {
  model: { graph: 7 },
  graph: { node: 1, input: 11, output: 12, valueInfo: 13 },
  node: { input: 1, output: 2, name: 3, op: 4 },
} as const;

const parseNode = (field: Field): Node => {
  const all = fieldsOf(bytesOf(field));
  const { input, output, op } = fields.node;
  return {
    op: textsOf(all, op)[0] ?? "",
    inputs: textsOf(all, input),
    outputs: textsOf(all, output),
    rest: all.filter(({ number }) => ![input, output, op].some((known) => known === number)),
  };
};

const writeNode = ({ op, inputs, outputs, rest }: Node): Field =>
  bytesField(
    fields.graph.node,
    messageOf([
      ...inputs.map((name) => textField(fields.node.input, name)),
      ...outputs.map((name) => textField(fields.node.output, name)),
      textField(fields.node.op, op),
      ...rest,
    ]),
  );

/** @throws Error when the bytes are not a model */
export const parseGraph = (bytes: Uint8Array): Graph => {
  const model = fieldsOf(bytes);
  const graph = model.find(({ number }) => number === fields.model.graph);
  if (!graph) throw new Error("there is no graph in it");
  const all = fieldsOf(bytesOf(graph));
  const { node, input, output, valueInfo } = fields.graph;
  const of = (kind: number): readonly Field[] => all.filter(({ number }) => number === kind);
  return {
    nodes: of(node).map(parseNode),
    inputs: of(input).map(bytesOf),
    outputs: of(output).map(bytesOf),
    // Shapes of what lies between are notes that a change would make wrong.
    rest: all.filter(
      ({ number }) => ![node, input, output, valueInfo].some((kind) => kind === number),
    ),
    model: model.filter(({ number }) => number !== fields.model.graph),
  };
};

export const writeGraph = ({ nodes, inputs, outputs, rest, model }: Graph): Uint8Array => {
  const graph = messageOf([
    ...nodes.map(writeNode),
    ...inputs.map((bytes) => bytesField(fields.graph.input, bytes)),
    ...outputs.map((bytes) => bytesField(fields.graph.output, bytes)),
    ...rest,
  ]);
  return messageOf([...model, bytesField(fields.model.graph, graph)]);
};

/** Field number of ModelProto's sets of operations; those within OperatorSetIdProto. */
const sets = { number: 8, domain: 1, version: 2 } as const;

/** The version of the standard set of operations that a graph is written in; 1 where it doesn't say. */
export const operationSet = ({ model }: Graph): number =>
  model
    .filter(({ number }) => number === sets.number)
    .map((field) => fieldsOf(bytesOf(field)))
    .filter((fields) => ["", "ai.onnx"].includes(textsOf(fields, sets.domain)[0] ?? ""))
    .flatMap((fields) => numbersOf(fields, sets.version))[0] ?? 1;

/** An operation of the standard set. */
export const operation = (
  op: string,
  inputs: readonly string[],
  outputs: string | readonly string[],
  attributes: Readonly<Record<string, number>> = {},
): Node => ({
  op,
  inputs,
  outputs: [outputs].flat(),
  rest: Object.entries(attributes).map(([name, value]) => intAttribute(name, value)),
});

/** A copy of an operation with other inputs and outputs; unnamed, as names must differ. */
export const copied = (
  { op, rest }: Node,
  inputs: readonly string[],
  outputs: readonly string[],
): Node => ({
  op,
  inputs,
  outputs,
  rest: rest.filter(({ number }) => number !== fields.node.name),
});
