import { BinaryReader, BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

/** What one key of a tf.train.Example holds. */
export type Values =
  | { readonly kind: "bytes"; readonly values: readonly Uint8Array[] }
  | { readonly kind: "float"; readonly values: readonly number[] }
  | { readonly kind: "int64"; readonly values: readonly number[] };

export type Example = ReadonlyMap<string, Values>;

/** Of tf.train.Feature: the number of the list that holds them. */
const fields = { bytes: 1, float: 2, int64: 3 } as const;

const listOf = (writer: BinaryWriter, { kind, values }: Values): void => {
  if (kind === "bytes") {
    for (const each of values) writer.tag(1, WireType.LengthDelimited).bytes(each);
    return;
  }
  writer.tag(1, WireType.LengthDelimited).fork();
  for (const each of values) kind === "float" ? writer.float(each) : writer.int64(each);
  writer.join();
};

/** A tf.train.Example in its bytes, keys in the order of the map. */
export const encodeExample = (example: Example): Uint8Array => {
  const writer = new BinaryWriter();
  writer.tag(1, WireType.LengthDelimited).fork();
  for (const [key, values] of example) {
    writer.tag(1, WireType.LengthDelimited).fork();
    writer.tag(1, WireType.LengthDelimited).string(key);
    writer.tag(2, WireType.LengthDelimited).fork();
    writer.tag(fields[values.kind], WireType.LengthDelimited).fork();
    listOf(writer, values);
    writer.join().join().join();
  }
  return writer.join().finish();
};

/** Each field of a message, by its number; those of other wire types are passed over. */
function* messages(bytes: Uint8Array): Generator<readonly [field: number, content: Uint8Array]> {
  const reader = new BinaryReader(bytes);
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    if (type === WireType.LengthDelimited) yield [field, reader.bytes()];
    else reader.skip(type, field);
  }
}

const decodeList = (kind: Values["kind"], bytes: Uint8Array): Values => {
  const lists = [...messages(bytes)].map(([, content]) => content);
  if (kind === "bytes") return { kind, values: lists };
  const values = lists.flatMap((packed) => {
    const reader = new BinaryReader(packed);
    const all: number[] = [];
    while (reader.pos < reader.len)
      all.push(kind === "float" ? reader.float() : Number(reader.int64()));
    return all;
  });
  return { kind, values };
};

const decodeFeature = (bytes: Uint8Array): Values => {
  for (const [field, list] of messages(bytes))
    for (const kind of ["bytes", "float", "int64"] as const)
      if (fields[kind] === field) return decodeList(kind, list);
  return { kind: "bytes", values: [] };
};

/** What `encodeExample` has written. @throws Error for bytes that are no message */
export const decodeExample = (bytes: Uint8Array): Example => {
  const example = new Map<string, Values>();
  for (const [, features] of messages(bytes))
    for (const [, entry] of messages(features)) {
      let key = "";
      let values: Values = { kind: "bytes", values: [] };
      for (const [field, content] of messages(entry))
        if (field === 1) key = new TextDecoder().decode(content);
        else values = decodeFeature(content);
      example.set(key, values);
    }
  return example;
};
