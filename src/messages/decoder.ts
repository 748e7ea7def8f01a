import { parseRos2idl } from "@foxglove/ros2idl-parser";
import { parse } from "@foxglove/rosmsg";
import { MessageReader as Ros1Reader } from "@foxglove/rosmsg-serialization";
import { MessageReader as Ros2Reader } from "@foxglove/rosmsg2-serialization";
import { SpatialRewardError } from "../core/index.js";
import { protobufDecoder } from "./foxglove/protobuf-decoder.js";
import { knownDefinition } from "./interface-definition.js";

/** What a recording says of a topic's messages, in its own words. */
export interface MessageSchema {
  readonly type: string;
  /** `cdr`, `ros1`, `protobuf`, `json`; others exist, and are not read. */
  readonly messageEncoding: string;
  /** Of the definition: `ros2msg`, `ros2idl`, `ros1msg`, `protobuf`, `jsonschema`…; empty when there is none. */
  readonly schemaEncoding: string;
  /**
   * Flattened definition, bytes where it is no text (protobuf); empty when the recording has none: well-known types
   * are known without.
   */
  readonly definition: string | Uint8Array;
}

/**
 * Arrays of numbers may be views of the bytes; times are `{sec, nanosec}` (ROS 1: `{sec, nsec}`; protobuf:
 * `{seconds, nanos}`; JSON: as its writer pleased).
 */
export type Decoder = (bytes: Uint8Array) => unknown;

/**
 * How to read messages of a topic.
 * @throws SpatialRewardError message.schema when their encoding is not read, the definition can't be parsed or none is
 * known; the decoder throws message.malformed when bytes don't fit it
 */
export const decoderFor = (schema: MessageSchema): Decoder => {
  const read = readerOf(schema);
  return (bytes) => {
    try {
      return read(bytes);
    } catch (cause) {
      throw new SpatialRewardError(
        "message.malformed",
        `${schema.type}: ${bytes.length} bytes that don't fit its definition`,
        { cause },
      );
    }
  };
};

type Definitions = ReturnType<typeof parse>;

const readerOf = (schema: MessageSchema): Decoder => {
  const reader = readers[schema.messageEncoding];
  if (reader === undefined)
    throw new SpatialRewardError(
      "message.schema",
      `messages of this topic are ${schema.messageEncoding || "of no encoding"}, which is not read; read are ${readEncodings.join(", ")}`,
    );
  try {
    return reader(schema);
  } catch (cause) {
    if (cause instanceof SpatialRewardError) throw cause;
    throw new SpatialRewardError(
      "message.schema",
      `${schema.type}: its ${schema.schemaEncoding} definition can't be used (${textOf(cause)})`,
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
  schema.schemaEncoding === "ros2idl" && schema.definition.length > 0
    ? withNanosec(parseRos2idl(definitionText(schema)))
    : parse(definitionText(schema), { ros2: true });

const definitionText = ({ type, definition }: MessageSchema): string => {
  const stored = typeof definition === "string" ? definition : utf8.decode(definition);
  const text = stored.trim() === "" ? knownDefinition(type) : stored;
  if (text === undefined)
    throw new SpatialRewardError(
      "message.schema",
      `${type}: the recording has no definition of it and none is known`,
    );
  return text;
};

const protobufReader = ({ type, definition }: MessageSchema): Decoder =>
  protobufDecoder(type, typeof definition === "string" ? new Uint8Array() : definition);

const jsonReader = (): Decoder => (bytes) => JSON.parse(strictUtf8.decode(bytes)) as unknown;

const utf8 = new TextDecoder();
const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

const readers: Readonly<Record<string, (schema: MessageSchema) => Decoder>> = {
  cdr: cdrReader,
  ros1: ros1Reader,
  protobuf: protobufReader,
  json: jsonReader,
};

/** Message encodings that are read. */
const readEncodings: readonly string[] = Object.keys(readers);

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
