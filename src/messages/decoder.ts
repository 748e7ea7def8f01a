import { parseRos2idl } from "@foxglove/ros2idl-parser";
import { parse } from "@foxglove/rosmsg";
import { MessageReader as Ros1Reader } from "@foxglove/rosmsg-serialization";
import { MessageReader as Ros2Reader } from "@foxglove/rosmsg2-serialization";
import { SpatialRewardError } from "../core/index.js";
import { knownDefinition } from "./interface-definition.js";
import type { MessageEncoding } from "./message-type.js";

export type SchemaEncoding = "ros2msg" | "ros2idl" | "ros1msg";

/** What a recording says of a topic's messages. */
export interface MessageSchema {
  readonly type: string;
  readonly schemaEncoding: SchemaEncoding;
  /** Flattened definition; empty when the recording has none: well-known types are known without. */
  readonly definition: string;
  readonly messageEncoding: MessageEncoding;
}

/** Arrays of numbers may be views of the bytes; times are `{sec, nanosec}` (ROS 1: `{sec, nsec}`). */
export type Decoder = (bytes: Uint8Array) => unknown;

/**
 * How to read messages of a topic.
 * @throws SpatialRewardError message.schema when the definition can't be parsed or none is known;
 * the decoder throws message.malformed when bytes don't fit it
 */
export const decoderFor = (schema: MessageSchema): Decoder => {
  const read = readerOf(schema);
  return (bytes) => {
    try {
      return read(bytes);
    } catch (cause) {
      throw new SpatialRewardError(
        "message.malformed",
        `${schema.type}: ${bytes.length} bytes don't fit its definition (${textOf(cause)})`,
        { cause },
      );
    }
  };
};

type Definitions = ReturnType<typeof parse>;

const readerOf = (schema: MessageSchema): Decoder => {
  try {
    return schema.messageEncoding === "ros1" ? ros1Reader(schema) : cdrReader(schema);
  } catch (cause) {
    if (cause instanceof SpatialRewardError) throw cause;
    throw new SpatialRewardError(
      "message.schema",
      `${schema.type}: its ${schema.schemaEncoding} definition can't be parsed (${textOf(cause)})`,
      { cause },
    );
  }
};

const ros1Reader = (schema: MessageSchema): Decoder => {
  const reader = new Ros1Reader(parse(definitionText(schema), { ros2: false }));
  // Copied out of a larger buffer, so that a false length can't read on into what lies behind the message.
  return (bytes) => reader.readMessage(new Uint8Array(bytes));
};

const cdrReader = (schema: MessageSchema): Decoder => {
  const reader = new Ros2Reader(cdrDefinitions(schema));
  return (bytes) => {
    const message: unknown = reader.readMessage(bytes);
    // A byte array with a false length reads on into whatever lies behind the message in the same buffer.
    if (reader.lastReadByteLength() > bytes.length)
      throw new RangeError(`a field claims ${reader.lastReadByteLength()} bytes`);
    return message;
  };
};

const cdrDefinitions = (schema: MessageSchema): Definitions =>
  schema.schemaEncoding === "ros2idl" && schema.definition.trim() !== ""
    ? withNanosec(parseRos2idl(schema.definition))
    : parse(definitionText(schema), { ros2: true });

const definitionText = ({ type, definition }: MessageSchema): string => {
  const text = definition.trim() === "" ? knownDefinition(type) : definition;
  if (text === undefined)
    throw new SpatialRewardError(
      "message.schema",
      `${type}: the recording has no definition of it and none is known`,
    );
  return text;
};

/** The IDL parser renames Time's `nanosec` to `nsec`; one name for all of ROS 2. */
const withNanosec = (definitions: Definitions): Definitions =>
  definitions.map((definition) =>
    /^builtin_interfaces\/(msg\/)?(Time|Duration)$/.test(definition.name ?? "")
      ? { ...definition, definitions: definition.definitions.map(renameNsec) }
      : definition,
  );

type Field = Definitions[number]["definitions"][number];
const renameNsec = (field: Field): Field =>
  field.name === "nsec" ? { ...field, name: "nanosec" } : field;

const textOf = (thrown: unknown): string =>
  thrown instanceof Error ? (thrown.message.split("\n")[0] ?? "") : String(thrown);
