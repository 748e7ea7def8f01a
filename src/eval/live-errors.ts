import {
  isLengthFact,
  type LengthErrors,
  type LengthFact,
  lengthErrors,
  queryKey,
  type SpatialFact,
  type Stamp,
  spearman,
} from "../core/index.js";
import type { FactMessage } from "../messages/index.js";

/** Errors of one length, over the frames that had both an estimate and a truth. */
export interface LiveError extends LengthErrors {
  /** `distance(gripper, red mug)` */
  readonly length: string;
  /** Rank correlation of estimate and truth; NaN when undefined. */
  readonly spearman: number;
}

export interface LiveErrors {
  readonly takeTruth: (message: FactMessage) => void;
  readonly takeEstimate: (message: FactMessage) => void;
  /** By length, in order of first appearance. */
  readonly result: () => readonly LiveError[];
}

/** Messages of a stamp that wait for their counterpart; with 30 frames a second, ten seconds of them. */
const heldAtMost = 300;

interface Pair {
  readonly estimate: number;
  readonly truth: number;
}

/** A length between two things is one length, whichever is named first. */
const keyOf = ({ relation, subject, object }: LengthFact): string => {
  const [first = "", second = ""] = [subject, object]
    .map((name) => name.trim().toLowerCase())
    .sort();
  return queryKey({ relation, subject: first, object: second });
};

const lengthsOf = (facts: readonly SpatialFact[]): ReadonlyMap<string, LengthFact> =>
  new Map(facts.filter(isLengthFact).map((fact) => [keyOf(fact), fact]));

const holdIn = (held: Map<Stamp, FactMessage>, message: FactMessage): void => {
  held.set(message.stamp, message);
  const [oldest] = held.keys();
  if (held.size > heldAtMost && oldest !== undefined) held.delete(oldest);
};

/** Compares what a node says of a frame with what is true of it, message by message, whichever comes first. */
export const createLiveErrors = (): LiveErrors => {
  const truths = new Map<Stamp, FactMessage>();
  const estimates = new Map<Stamp, FactMessage>();
  const pairs = new Map<string, { readonly length: string; readonly pairs: Pair[] }>();

  const compare = (stamp: Stamp): void => {
    const [truth, estimate] = [truths.get(stamp), estimates.get(stamp)];
    if (!truth || !estimate) return;
    truths.delete(stamp);
    estimates.delete(stamp);
    const known = lengthsOf(truth.facts);
    for (const [key, fact] of lengthsOf(estimate.facts)) {
      const metres = known.get(key)?.metres;
      if (metres === undefined) continue;
      const entry = pairs.get(key) ?? { length: queryKey(fact), pairs: [] };
      pairs.set(key, entry);
      entry.pairs.push({ estimate: fact.metres, truth: metres });
    }
  };

  return {
    takeTruth: (message) => {
      holdIn(truths, message);
      compare(message.stamp);
    },
    takeEstimate: (message) => {
      holdIn(estimates, message);
      compare(message.stamp);
    },
    result: () =>
      [...pairs.values()].map(({ length, pairs: some }) => ({
        length,
        ...lengthErrors(some),
        spearman: spearman(
          some.map(({ estimate }) => estimate),
          some.map(({ truth }) => truth),
        ),
      })),
  };
};
