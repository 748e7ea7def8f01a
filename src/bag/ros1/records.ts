/** A record of a ROS 1 bag: a header of named fields, and data. http://wiki.ros.org/Bags/Format/2.0 */
export interface Record1 {
  readonly fields: ReadonlyMap<string, Buffer>;
  /** Where it begins, and its data; and where both end. */
  readonly start: number;
  readonly data: number;
  readonly end: number;
}

export const opcodes = {
  message: 0x02,
  bagHeader: 0x03,
  index: 0x04,
  chunk: 0x05,
  chunkInfo: 0x06,
  connection: 0x07,
} as const;

export const opcodeOf = ({ fields }: Record1): number | undefined => fields.get("op")?.[0];

const latin1 = "latin1";

/** @throws Error when the fields don't fill the header exactly */
export const fieldsIn = (header: Buffer): Map<string, Buffer> => {
  const fields = new Map<string, Buffer>();
  for (let at = 0; at < header.length; ) {
    const end = at + 4 + header.readUInt32LE(at);
    const equals = header.indexOf("=", at + 4);
    if (end > header.length || equals < 0 || equals >= end) throw new Error("a damaged record");
    fields.set(header.toString(latin1, at + 4, equals), header.subarray(equals + 1, end));
    at = end;
  }
  return fields;
};

/** Of a record that begins at `start`: how long its header is, then what it is. Longer ones are damage. */
export const longestHeader = 1 << 20;

/** Where a record lies, whatever its header says. @param head as for `recordFrom` */
export const extentFrom = (head: Buffer, start: number): Omit<Record1, "fields"> => {
  const headerLength = head.readUInt32LE(0);
  const data = start + 8 + headerLength;
  return { start, data, end: data + head.readUInt32LE(4 + headerLength) };
};

/** @param head from the record's start to its data, the data's length included; @throws Error when damaged */
export const recordFrom = (head: Buffer, start: number): Record1 => {
  const extent = extentFrom(head, start);
  return { fields: fieldsIn(head.subarray(4, extent.data - start - 4)), ...extent };
};

/** The records of an unpacked chunk. @throws Error when they don't fill it exactly */
export function* recordsIn(chunk: Buffer): Generator<Record1, void, void> {
  for (let at = 0; at < chunk.length; ) {
    const record = recordFrom(chunk.subarray(at), at);
    if (record.end > chunk.length) throw new Error("a chunk ends within a record");
    yield record;
    at = record.end;
  }
}

const field = (name: string, value: Buffer): Buffer => {
  const bytes = Buffer.concat([Buffer.from(`${name}=`, latin1), value]);
  return Buffer.concat([uint32(bytes.length), bytes]);
};

export const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

export const uint64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};

/** The bytes of a record. */
export const recordBytes = (
  opcode: number,
  fields: Readonly<Record<string, Buffer>>,
  data: Buffer,
): Buffer => {
  const header = Buffer.concat([
    field("op", Buffer.from([opcode])),
    ...Object.entries(fields).map(([name, value]) => field(name, value)),
  ]);
  return Buffer.concat([uint32(header.length), header, uint32(data.length), data]);
};
