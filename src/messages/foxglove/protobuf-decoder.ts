import { type DescField, fromBinary } from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import { messageDescriptor } from "./protobuf-registry.js";

/**
 * Reads messages by the descriptor that was recorded with them: a record by the fields' names in the .proto, with
 * defaults for what was not sent; a message that was not sent is undefined, bytes are views, 64-bit numbers bigints.
 * @throws Error for a descriptor that can't be used; what it returns throws Error when bytes don't fit it
 */
export const protobufDecoder = (
  type: string,
  fileDescriptorSet: Uint8Array,
): ((bytes: Uint8Array) => unknown) => {
  const descriptor = messageDescriptor(type, fileDescriptorSet);
  return (bytes) => recordOf(reflect(descriptor, fromBinary(descriptor, bytes)));
};

const recordOf = (message: ReflectMessage): Record<string, unknown> =>
  Object.fromEntries(message.fields.map((field) => [field.name, fieldOf(message, field)]));

const fieldOf = (message: ReflectMessage, field: DescField): unknown => {
  switch (field.fieldKind) {
    case "message":
      return message.isSet(field) ? recordOf(message.get(field)) : undefined;
    case "list":
      return [...message.get(field)].map(itemOf);
    case "map":
      return new Map([...message.get(field)].map(([key, value]) => [key, itemOf(value)]));
    default:
      return message.get(field);
  }
};

const isMessage = (value: unknown): value is ReflectMessage =>
  typeof value === "object" && value !== null && "desc" in value && "fields" in value;

const itemOf = (value: unknown): unknown => (isMessage(value) ? recordOf(value) : value);
