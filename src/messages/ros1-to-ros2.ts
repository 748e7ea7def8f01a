import { SpatialRewardError } from "../core/index.js";
import { decoderFor, type MessageSchema } from "./decoder.js";
import { encoderFor } from "./encoder.js";
import { knownDefinition } from "./interface-definition.js";

/** A ROS 1 topic as ROS 2 can have it: its type there, and its messages as CDR. */
export interface Ros2Topic {
  readonly type: string;
  readonly convert: (bytes: Uint8Array) => Uint8Array;
}

const renamedTypes: Readonly<Record<string, string>> = { "tf/tfMessage": "tf2_msgs/TFMessage" };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !ArrayBuffer.isView(value);

const secondsLimit = 2 ** 31;

/** ROS 1's times run to 2106, ROS 2's to 2038: a later one would become one before 1970. */
const checkSeconds = (seconds: unknown): void => {
  if (typeof seconds !== "number" || seconds < secondsLimit) return;
  throw new SpatialRewardError(
    "message.malformed",
    `a time of ${seconds} s; ROS 2's times are below ${secondsLimit} s`,
  );
};

/** ROS 2 writes CameraInfo's K as k and a time's nsec as nanosec; Header's seq has no counterpart and is left out. */
const renamed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(renamed);
  if (!isRecord(value)) return value;
  const { nsec, ...fields } = value;
  if (nsec !== undefined) checkSeconds(value.sec);
  const time = "sec" in fields && nsec !== undefined ? { nanosec: nsec } : {};
  return Object.fromEntries(
    Object.entries({ ...fields, ...time }).map(([name, field]) => [
      name.toLowerCase(),
      renamed(field),
    ]),
  );
};

/**
 * Turns messages of a well-known ROS 1 type into ROS 2's type of that name.
 * @throws SpatialRewardError message.schema for a type that ROS 2's common packages don't have; `convert` throws
 * message.malformed when bytes don't fit the definition, or hold a time that ROS 2's can't
 */
export const ros2Topic = (schema: MessageSchema): Ros2Topic => {
  const short = renamedTypes[schema.type] ?? schema.type;
  if (knownDefinition(short) === undefined) {
    throw new SpatialRewardError(
      "message.schema",
      `${schema.type}: ROS 2's common packages have no such type`,
    );
  }
  const read = decoderFor(schema);
  const encode = encoderFor(short);
  return {
    type: short.replace("/", "/msg/"),
    convert: (bytes) => encode(renamed(read(bytes))),
  };
};
