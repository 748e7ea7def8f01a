import {
  bytesField,
  bytesOf,
  type Field,
  fieldsOf,
  messageOf,
  numberField,
  numberOf,
  textField,
  textOf,
  textsOf,
} from "./wire.js";

/** Field numbers of ValueInfoProto; the way to the name of a variable dimension of its tensor. */
const fields = { name: 1, type: 2, dimension: [2, 1, 2, 1, 2] } as const;
/** Of TypeProto, TypeProto.Tensor, TensorShapeProto and its Dimension. */
const within = {
  tensor: 1,
  element: 1,
  shape: 2,
  dimension: 1,
  size: 1,
  dimensionName: 2,
} as const;

/** TensorProto.DataType. */
export const elements = { float: 1, int64: 7, float16: 10 } as const;

export const nameOfPort = (valueInfo: Uint8Array): string =>
  textsOf(fieldsOf(valueInfo), fields.name)[0] ?? "";

/** An input or output; its dimensions are sizes, or names of what varies. */
export const portOf = (
  name: string,
  element: number,
  dims: readonly (string | number)[],
): Uint8Array => {
  const shape = dims.map((dim) =>
    bytesField(
      within.dimension,
      messageOf([
        typeof dim === "number"
          ? numberField(within.size, dim)
          : textField(within.dimensionName, dim),
      ]),
    ),
  );
  const tensor = messageOf([
    numberField(within.element, element),
    bytesField(within.shape, messageOf(shape)),
  ]);
  const type = messageOf([bytesField(within.tensor, tensor)]);
  return messageOf([textField(fields.name, name), bytesField(fields.type, type)]);
};

/** Sizes of an input's or output's dimensions, or names of what varies. */
export const dimsOf = (valueInfo: Uint8Array): readonly (number | string)[] => {
  const inside = (message: Uint8Array, number: number): readonly Uint8Array[] =>
    fieldsOf(message).flatMap((field) => (field.number === number ? [bytesOf(field)] : []));
  const tensors = inside(valueInfo, fields.type).flatMap((type) => inside(type, within.tensor));
  const shapes = tensors.flatMap((tensor) => inside(tensor, within.shape));
  return shapes.flatMap((shape) =>
    inside(shape, within.dimension).map((dimension) => {
      const [size] = fieldsOf(dimension).filter(({ number }) => number === within.size);
      return size ? numberOf(size) : (textsOf(fieldsOf(dimension), within.dimensionName)[0] ?? "");
    }),
  );
};

/** A message with what lies on a way of field numbers changed. */
const changed = (
  message: Uint8Array,
  [number, ...deeper]: readonly number[],
  change: (field: Field) => Field,
): Uint8Array =>
  messageOf(
    fieldsOf(message).map((field) => {
      if (field.number !== number) return field;
      if (deeper.length === 0) return change(field);
      return bytesField(number, changed(bytesOf(field), deeper, change));
    }),
  );

/**
 * An input like another one, under its own name. Its variable dimensions get names of their own, too: the runtime
 * takes dimensions of one name for equal, and lets tensors share memory on the strength of that.
 */
export const inputLike = (valueInfo: Uint8Array, name: string): Uint8Array => {
  const { name: ownName, dimension } = fields;
  const renamed = changed(valueInfo, [ownName], () => textField(ownName, name));
  return changed(renamed, dimension, (field) =>
    textField(field.number, `${name.split(".")[0] ?? name}/${textOf(field)}`),
  );
};
