import { parse } from "@foxglove/rosmsg";
import { MessageWriter } from "@foxglove/rosmsg2-serialization";
import { interfaceDefinition } from "./interface-definition.js";

/** A well-known type's message as CDR bytes; fields that it lacks are 0 or empty. */
export type Encoder = (message: unknown) => Uint8Array;

/** @throws SpatialRewardError message.schema for a type that is not known */
export const encoderFor = (type: string): Encoder => {
  const writer = new MessageWriter(parse(interfaceDefinition(type), { ros2: true }));
  return (message) => writer.writeMessage(message);
};
