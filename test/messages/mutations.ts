import { createRandom, type Random, SpatialRewardError } from "../../src/core/index.js";

/** A message, and what reads it. */
export interface Decoding {
  readonly bytes: Uint8Array;
  readonly decode: (bytes: Uint8Array) => unknown;
}

export interface Outcome {
  readonly values: number;
  readonly errors: number;
  /** Anything thrown that is not an error of ours; empty for a decoder that can be trusted. */
  readonly crashes: readonly string[];
}

/** As `decodeMutated`, of one message and a decoder that is done at once; a crash is thrown. */
export const readMutated = async (
  bytes: Uint8Array,
  count: number,
  decode: Decoding["decode"],
): Promise<Outcome> => {
  const outcome = await decodeMutated([{ bytes, decode }], count, createRandom(20_261_127));
  if (outcome.crashes.length > 0) throw new Error(outcome.crashes[0]);
  return outcome;
};

const atOnce = 16;

/** What becomes of `count` mutated messages, taken in turn, and mutated in the same way for the same `random`. */
export const decodeMutated = async (
  decodings: readonly Decoding[],
  count: number,
  random: Random,
): Promise<Outcome> => {
  const outcome = { values: 0, errors: 0, crashes: [] as string[] };
  const attempt = async (index: number): Promise<void> => {
    const decoding = decodings[index % decodings.length];
    if (decoding === undefined) throw new Error("there must be a message to begin with");
    const bytes = mutated(decoding.bytes, random);
    try {
      await decoding.decode(bytes);
      outcome.values += 1;
    } catch (thrown) {
      if (thrown instanceof SpatialRewardError) outcome.errors += 1;
      else outcome.crashes.push(`${thrown}`);
    }
  };
  for (let done = 0; done < count; done += atOnce) {
    const batch = Array.from(
      { length: Math.min(atOnce, count - done) },
      (_, index) => done + index,
    );
    await Promise.all(batch.map(attempt));
  }
  return outcome;
};

/** Between one and four faults, as wires, disks and wrong programs make them. */
export const mutated = (message: Uint8Array, random: Random): Uint8Array => {
  let bytes: Uint8Array = message.slice();
  for (let faults = 1 + below(random, 4); faults > 0; faults -= 1) {
    if (bytes.length > 0) bytes = random.pick(mutations)(bytes, random);
  }
  return bytes;
};

const below = (random: Random, limit: number): number => random.int(0, limit - 1);

/** Headers are short and matter most: half of the faults are there. */
const placeIn = (bytes: Uint8Array, random: Random): number =>
  below(random, random.float() < 0.5 ? Math.min(bytes.length, 96) : bytes.length);

const extremes = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array;

const mutations: readonly Mutation[] = [
  // a bit
  (bytes, random) => {
    const at = placeIn(bytes, random);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << below(random, 8));
    return bytes;
  },
  // a byte
  (bytes, random) => {
    bytes[placeIn(bytes, random)] = below(random, 256);
    return bytes;
  },
  // a count, a size or a length
  (bytes, random) => {
    const at = placeIn(bytes, random) & ~3;
    if (at + 4 <= bytes.length)
      new DataView(bytes.buffer, bytes.byteOffset).setUint32(
        at,
        random.pick(extremes),
        random.float() < 0.8,
      );
    return bytes;
  },
  // the end is missing
  (bytes, random) => bytes.slice(0, placeIn(bytes, random)),
  // a piece is missing
  (bytes, random) => {
    const at = placeIn(bytes, random);
    return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + below(random, 16)));
  },
  // a piece comes twice
  (bytes, random) => {
    const at = placeIn(bytes, random);
    return joined(bytes.subarray(0, at + 1 + below(random, 16)), bytes.subarray(at));
  },
  // zeros behind, as in a buffer of a fixed size
  (bytes, random) => joined(bytes, new Uint8Array(below(random, 64))),
];

const joined = (...parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(Buffer.concat(parts));
