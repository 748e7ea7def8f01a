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
