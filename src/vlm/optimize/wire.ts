import { BinaryReader, BinaryWriter, type WireType } from "@bufbuild/protobuf/wire";

/** One field of a protobuf message as it stands in the file, so that what we don't know survives. */
export interface Field {
  readonly number: number;
  readonly wire: WireType;
  /** The bytes after the tag; of a text or message with its length before it. */
  readonly raw: Uint8Array;
}

/** Wire type of texts, bytes and messages. */
const delimited: WireType = 2;
const varint: WireType = 0;

/** @throws Error when the bytes are not a message */
export const fieldsOf = (message: Uint8Array): readonly Field[] => {
  const reader = new BinaryReader(message);
  const fields: Field[] = [];
  while (reader.pos < reader.len) {
    const [number, wire] = reader.tag();
    const start = reader.pos;
    reader.skip(wire, number);
    fields.push({ number, wire, raw: message.subarray(start, reader.pos) });
  }
  return fields;
};

export const messageOf = (fields: readonly Field[]): Uint8Array => {
  const writer = new BinaryWriter();
  for (const { number, wire, raw } of fields) writer.tag(number, wire).raw(raw);
  return writer.finish();
};

export const bytesOf = ({ raw }: Field): Uint8Array => new BinaryReader(raw).bytes();
export const textOf = ({ raw }: Field): string => new BinaryReader(raw).string();
export const numberOf = ({ raw }: Field): number => Number(new BinaryReader(raw).int64());
export const textsOf = (fields: readonly Field[], number: number): readonly string[] =>
  fields.filter((field) => field.number === number).map(textOf);

export const bytesField = (number: number, bytes: Uint8Array): Field => ({
  number,
  wire: delimited,
  raw: new BinaryWriter().bytes(bytes).finish(),
});

export const textField = (number: number, text: string): Field => ({
  number,
  wire: delimited,
  raw: new BinaryWriter().string(text).finish(),
});

export const numberField = (number: number, value: number): Field => ({
  number,
  wire: varint,
  raw: new BinaryWriter().int64(value).finish(),
});
