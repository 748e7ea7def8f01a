import {
  bytesField,
  bytesOf,
  type Field,
  fieldsOf,
  floatField,
  messageOf,
  numberField,
  numbersOf,
  textField,
  textsOf,
} from "./wire.js";

/** Field number of NodeProto's attributes; those within AttributeProto. */
const attribute = 5;
const within = { name: 1, float: 2, int: 3, tensor: 5, ints: 8, type: 20 } as const;

/** AttributeProto.AttributeType. */
const types = { float: 1, int: 2, tensor: 4, ints: 7 } as const;

const written = (name: string, value: Field, type: number): Field =>
  bytesField(
    attribute,
    messageOf([textField(within.name, name), value, numberField(within.type, type)]),
  );

export const intAttribute = (name: string, value: number): Field =>
  written(name, numberField(within.int, value), types.int);

export const intsAttribute = (name: string, values: readonly number[]): Field =>
  bytesField(
    attribute,
    messageOf([
      textField(within.name, name),
      ...values.map((value) => numberField(within.ints, value)),
      numberField(within.type, types.ints),
    ]),
  );

export const floatAttribute = (name: string, value: number): Field =>
  written(name, floatField(within.float, value), types.float);

export const tensorAttribute = (name: string, tensor: Uint8Array): Field =>
  written(name, bytesField(within.tensor, tensor), types.tensor);

type Attributed = { readonly rest: readonly Field[] };

const attributeOf = ({ rest }: Attributed, wanted: string): readonly Field[] =>
  rest
    .filter(({ number }) => number === attribute)
    .map((field) => fieldsOf(bytesOf(field)))
    .find((fields) => textsOf(fields, within.name)[0] === wanted) ?? [];

/** A whole number, or several; none where the operation lacks the attribute. */
export const intsOf = (node: Attributed, name: string): readonly number[] => {
  const fields = attributeOf(node, name);
  return [...numbersOf(fields, within.int), ...numbersOf(fields, within.ints)];
};

export const tensorOf = (node: Attributed, name: string): Uint8Array | undefined =>
  attributeOf(node, name).flatMap((field) =>
    field.number === within.tensor ? [bytesOf(field)] : [],
  )[0];
