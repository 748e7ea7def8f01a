import type { Stamp } from "../core/index.js";

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** Of a decoded message's header; undefined where it has none, or one of 0. */
export const messageStamp = (message: unknown): Stamp | undefined => {
  const header = isRecord(message) ? message.header : undefined;
  const stamp = isRecord(header) ? header.stamp : undefined;
  if (!isRecord(stamp)) return undefined;
  const { sec, nanosec, nsec } = stamp;
  const rest = nanosec ?? nsec;
  if (typeof sec !== "number" || typeof rest !== "number" || (sec === 0 && rest === 0))
    return undefined;
  return BigInt(sec) * 1_000_000_000n + BigInt(rest);
};
