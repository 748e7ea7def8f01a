import { createRandom, type Random, SpatialRewardError } from "../../src/core/index.js";

type Change = (from: Buffer, at: number, other: Uint8Array) => Uint8Array;

const overwritten: Change = (from, at, other) => {
  const bytes = Buffer.from(from);
  bytes.set(other.subarray(0, from.length - at), at);
  return bytes;
};

const changes: readonly Change[] = [
  overwritten,
  overwritten,
  (from, at, other) => Buffer.concat([from.subarray(0, at), other, from.subarray(at)]),
  (from, at, other) => Buffer.concat([from.subarray(0, at), from.subarray(at + other.length)]),
  (from, at) => from.subarray(0, at),
  (from, at) => Buffer.concat([from, from.subarray(at)]),
];

/** Lengths and counts break decoders: small, negative and huge ones come often. */
const edges = [0, 1, 0x7f, 0x80, 0xff];

const other = (random: Random): Uint8Array =>
  Uint8Array.from({ length: random.int(1, 9) }, () =>
    random.int(0, 1) === 0 ? random.pick(edges) : random.int(0, 255),
  );

/** A message with one to four changes: bytes overwritten, put in, taken out, repeated, or cut off. */
export const mutated = (bytes: Uint8Array, random: Random): Uint8Array => {
  let result = bytes;
  for (let left = random.int(1, 4); left > 0; left -= 1) {
    const from = Buffer.from(result);
    result = random.pick(changes)(from, random.int(0, from.length), other(random));
  }
  return new Uint8Array(result);
};

export interface Outcome {
  values: number;
  errors: number;
}

/**
 * Reads `count` mutated messages: each must be a value or an error of ours. What else is thrown comes with the bytes
 * that it was thrown for.
 */
export const readMutated = (
  bytes: Uint8Array,
  count: number,
  read: (bytes: Uint8Array) => unknown,
): Outcome => {
  const random = createRandom(20_261_127);
  const outcome: Outcome = { values: 0, errors: 0 };
  for (let left = count; left > 0; left -= 1) {
    const message = mutated(bytes, random);
    try {
      read(message);
      outcome.values += 1;
    } catch (thrown) {
      if (!(thrown instanceof SpatialRewardError))
        throw new Error(`of ${Buffer.from(message).toString("hex")}`, { cause: thrown });
      outcome.errors += 1;
    }
  }
  return outcome;
};
