import { parse } from "@foxglove/rosmsg";
import { MessageWriter } from "@foxglove/rosmsg2-serialization";
import { interfaceDefinition } from "./interface-definition.js";

/** A well-known type's message as CDR bytes; fields that it lacks are 0 or empty. */
export type Encoder = (message: unknown) => Uint8Array;

/**
 * The writer (of @foxglove/cdr 3.5) gives a text as many bytes as it has UTF-16 units, which cuts all that isn't ASCII.
 * With NULs behind it, it is as long as its UTF-8 bytes, and those are what fits.
 */
const asLongAsItsBytes = (text: string): string =>
  text + "\0".repeat(Buffer.byteLength(text) - text.length);

const withLongTexts = (value: unknown): unknown => {
  if (typeof value === "string") return asLongAsItsBytes(value);
  if (Array.isArray(value)) return value.map(withLongTexts);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, withLongTexts(field)]),
  );
};

/** @throws SpatialRewardError message.schema for a type that is not known */
export const encoderFor = (type: string): Encoder => {
  const writer = new MessageWriter(parse(interfaceDefinition(type), { ros2: true }));
  return (message) => writer.writeMessage(withLongTexts(message));
};
