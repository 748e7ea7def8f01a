import { tensorAttribute, tensorOf } from "./attributes.js";
import type { Graph, Node } from "./onnx-graph.js";
import { elements } from "./ports.js";
import {
  bytesField,
  bytesOf,
  type Field,
  fieldsOf,
  messageOf,
  numberField,
  numbersOf,
  textsOf,
} from "./wire.js";

/** Field number of GraphProto's weights; those within TensorProto. */
const initializer = 5;
const within = { dims: 1, type: 2, floats: 4, ints: 7, name: 8, raw: 9 } as const;

/** Whole numbers as a one-dimensional constant. */
export const constant = (output: string, values: readonly number[]): Node => {
  const raw = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  const tensor = messageOf([
    numberField(within.dims, values.length),
    numberField(within.type, elements.int64),
    bytesField(within.raw, raw),
  ]);
  return {
    op: "Constant",
    inputs: [],
    outputs: [output],
    rest: [tensorAttribute("value", tensor)],
  };
};

/** A tensor that a graph has in itself. */
export interface Constant {
  readonly dims: readonly number[];
  /** TensorProto.DataType. */
  readonly type: number;
  /** Its numbers, where they are float32 or int64. */
  values(): readonly number[];
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const rawValues = (bytes: Uint8Array, type: number): readonly number[] => {
  const view = viewOf(bytes);
  const read = (size: number, at: (offset: number) => number): readonly number[] =>
    Array.from({ length: bytes.length / size }, (_, index) => at(index * size));
  if (type === elements.float) return read(4, (offset) => view.getFloat32(offset, true));
  if (type === elements.int64) return read(8, (offset) => Number(view.getBigInt64(offset, true)));
  return [];
};

const parseTensor = (fields: readonly Field[]): Constant => {
  const [type = 0] = numbersOf(fields, within.type);
  const bytesIn = (number: number): Uint8Array | undefined =>
    fields.flatMap((field) => (field.number === number ? [bytesOf(field)] : []))[0];
  return {
    dims: numbersOf(fields, within.dims),
    type,
    values: () => {
      const raw = bytesIn(within.raw);
      if (raw) return rawValues(raw, type);
      if (type === elements.int64) return numbersOf(fields, within.ints);
      return type === elements.float
        ? rawValues(bytesIn(within.floats) ?? new Uint8Array(), type)
        : [];
    },
  };
};

/** Tensors by their names: weights and constants, and other names of them. */
export const constantsOf = ({ nodes, rest }: Graph): ReadonlyMap<string, Constant> => {
  const constants = new Map<string, Constant>();
  for (const field of rest) {
    if (field.number !== initializer) continue;
    const fields = fieldsOf(bytesOf(field));
    constants.set(textsOf(fields, within.name)[0] ?? "", parseTensor(fields));
  }
  for (const node of nodes) {
    const [output = ""] = node.outputs;
    const tensor = node.op === "Constant" ? tensorOf(node, "value") : undefined;
    const same = node.op === "Identity" ? constants.get(node.inputs[0] ?? "") : undefined;
    if (tensor) constants.set(output, parseTensor(fieldsOf(tensor)));
    if (same) constants.set(output, same);
  }
  return constants;
};
