import { Float16Array } from "@petamoriken/float16";
import { SpatialRewardError } from "../../core/index.js";

/** Element type (as ONNX names it) → the array that holds it; float16 as its bits. */
export interface TensorArrays {
  float32: Float32Array;
  float16: Uint16Array;
  int64: BigInt64Array;
  int32: Int32Array;
  int8: Int8Array;
  uint8: Uint8Array;
  bool: Uint8Array;
}

export type ElementType = keyof TensorArrays;

/** A dense tensor, last dimension fastest: `data.length` is the product of `dims`. Survives a structured clone. */
export type Tensor = {
  [T in ElementType]: {
    readonly type: T;
    readonly dims: readonly number[];
    readonly data: TensorArrays[T];
  };
}[ElementType];

export type Tensors = Readonly<Record<string, Tensor>>;

export const elementTypes: readonly ElementType[] = [
  "float32",
  "float16",
  "int64",
  "int32",
  "int8",
  "uint8",
  "bool",
];

export const isElementType = (type: string): type is ElementType =>
  (elementTypes as readonly string[]).includes(type);

const arrays: { readonly [T in ElementType]: new (buffer: ArrayBuffer) => TensorArrays[T] } = {
  float32: Float32Array,
  float16: Uint16Array,
  int64: BigInt64Array,
  int32: Int32Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
};

/** A tensor over the bytes of its elements. */
export const tensorOf = (type: ElementType, bytes: ArrayBuffer, dims: readonly number[]): Tensor =>
  // Type and array come from one table; the type system can't see that they vary together.
  ({ type, dims: [...dims], data: new arrays[type](bytes) }) as Tensor;

export const float32 = (data: Float32Array, dims: readonly number[]): Tensor => ({
  type: "float32",
  dims,
  data,
});

export const int64 = (values: readonly number[], dims: readonly number[]): Tensor => ({
  type: "int64",
  dims,
  data: BigInt64Array.from(values, BigInt),
});

export const bool = (data: Uint8Array, dims: readonly number[]): Tensor => ({
  type: "bool",
  dims,
  data,
});

/** Numbers as a graph's input takes them. `type` is float32 or float16. */
export const floats = (type: string, data: Float32Array, dims: readonly number[]): Tensor => {
  if (type !== "float16") return float32(data, dims);
  return { type: "float16", dims, data: new Uint16Array(new Float16Array(data).buffer) };
};

/** A graph's numbers, whatever precision they come in. */
export const toFloat32 = ({ type, data }: Tensor): Float32Array => {
  if (type === "float32") return data;
  if (type === "float16") return Float32Array.from(new Float16Array(data.slice().buffer));
  throw new SpatialRewardError(
    "model.unsupported",
    `numbers must be float32 or float16; got ${type}`,
  );
};

/** One input or output of a graph. A dimension that a run decides is its name, or "" when it has none. */
export interface Port {
  readonly name: string;
  readonly type: string;
  readonly dims: readonly (number | string)[];
}

export interface GraphPorts {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}
