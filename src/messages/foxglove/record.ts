import { z } from "zod";
import { nanosecondsPerSecond, SpatialRewardError, type Stamp } from "../../core/index.js";

/**
 * Fields of decoded messages, whatever they were encoded as: protobuf, JSON, CDR and ROS 1 differ in how they write
 * times and bytes, and in nothing else.
 */

const whole = z.union([z.bigint(), z.number().int()]).transform(BigInt);
const nanoseconds = whole.refine((value) => value >= 0n && value < nanosecondsPerSecond);
const stampOf = (seconds: bigint, rest: bigint): Stamp => seconds * nanosecondsPerSecond + rest;

/** A text like 2026-01-01T00:00:00.123456789Z, protobuf's own way to write a time in JSON. */
const timeText = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/)
  .transform((text, context) => {
    const [, fraction = ""] = /\.(\d+)/.exec(text) ?? [];
    const milliseconds = Date.parse(text.replace(/\.\d+/, ""));
    if (Number.isNaN(milliseconds)) {
      context.addIssue("is no time");
      return z.NEVER;
    }
    return BigInt(milliseconds) * 1_000_000n + BigInt(fraction.padEnd(9, "0"));
  });

/** As the clock of a protobuf, a ROS 2, a ROS 1 and a rosbridge message is written. */
export const time = z.union([
  z.object({ seconds: whole, nanos: nanoseconds }).transform((t) => stampOf(t.seconds, t.nanos)),
  z.object({ sec: whole, nanosec: nanoseconds }).transform((t) => stampOf(t.sec, t.nanosec)),
  z.object({ sec: whole, nsec: nanoseconds }).transform((t) => stampOf(t.sec, t.nsec)),
  z.object({ secs: whole, nsecs: nanoseconds }).transform((t) => stampOf(t.secs, t.nsecs)),
  timeText,
]);

/** A message without its time has none: 0, as an unset one. */
export const timestamp = time.optional().transform((stamp) => stamp ?? 0n);

const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

const bytesOf = (value: unknown): Uint8Array | undefined => {
  if (value instanceof Uint8Array) return value;
  if (typeof value === "string")
    return base64.test(value) ? Buffer.from(value, "base64") : undefined;
  if (!Array.isArray(value)) return undefined;
  const bytes = Uint8Array.from(value);
  return value.every((each, index) => each === bytes[index]) ? bytes : undefined;
};

/** uint8[]: as it is, in base64, or as a list of numbers. */
export const bytes = z.unknown().transform((value, context) => {
  const found = bytesOf(value);
  if (found !== undefined) return found;
  context.addIssue("must be bytes, base64 or a list of numbers from 0 to 255");
  return z.NEVER;
});

export const text = z
  .string()
  .optional()
  .transform((value) => value ?? "");
export const count = z.number().int().nonnegative().max(0xffff_ffff);

const listOf = (value: unknown): unknown =>
  ArrayBuffer.isView(value) ? Array.from(numbersOf(value)) : value;
const numbersOf = (view: ArrayBufferView): ArrayLike<unknown> =>
  view instanceof Float64Array || view instanceof Float32Array ? view : [];

/** float64[]: plain, or a view of the message. */
export const numbers = z.preprocess(listOf, z.array(z.number()));

/** Checks a decoded message. @throws SpatialRewardError message.malformed, naming the first field that is wrong */
export const checked = <T>(shape: z.ZodType<T>, message: unknown, what: string): T => {
  const { data, error } = shape.safeParse(message);
  if (error === undefined) return data;
  const [issue] = error.issues;
  const field = issue?.path.join(".") || "the message";
  throw new SpatialRewardError("message.malformed", `${what}: ${field}: ${issue?.message}`);
};
