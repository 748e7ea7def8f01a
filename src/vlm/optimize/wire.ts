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
const fixed32: WireType = 5;

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

/** In one allocation: the library's writer grows as it goes, which takes seconds for a graph with its weights. */
export const messageOf = (fields: readonly Field[]): Uint8Array =>
  Buffer.concat(
    fields.flatMap(({ number, wire, raw }) => [new BinaryWriter().tag(number, wire).finish(), raw]),
  );

export const bytesOf = ({ raw }: Field): Uint8Array => new BinaryReader(raw).bytes();
export const textOf = ({ raw }: Field): string => new BinaryReader(raw).string();
export const numberOf = ({ raw }: Field): number => Number(new BinaryReader(raw).int64());

/** Whole numbers of a repeated field, whether it is packed or not. */
export const numbersOf = (fields: readonly Field[], number: number): readonly number[] =>
  fields
    .filter((field) => field.number === number)
    .flatMap((field) => {
      if (field.wire === varint) return [numberOf(field)];
      const reader = new BinaryReader(bytesOf(field));
      const numbers: number[] = [];
      while (reader.pos < reader.len) numbers.push(Number(reader.int64()));
      return numbers;
    });

export const textsOf = (fields: readonly Field[], number: number): readonly string[] =>
  fields.filter((field) => field.number === number).map(textOf);

export const bytesField = (number: number, bytes: Uint8Array): Field => ({
  number,
  wire: delimited,
  raw: Buffer.concat([new BinaryWriter().uint32(bytes.length).finish(), bytes]),
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

export const floatField = (number: number, value: number): Field => ({
  number,
  wire: fixed32,
  raw: new BinaryWriter().float(value).finish(),
});
