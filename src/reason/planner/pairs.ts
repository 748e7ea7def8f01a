import type { PredicateRelation } from "../../core/index.js";
import type { Ledger } from "../ledger.js";
import { type Chance, chancesOf } from "./evidence.js";

/** Of some things, which is how much more so than which: every pair asked once. */
export interface Pairs {
  readonly chances: readonly Chance[];
  /** The condition "the `a`-th thing is more so than the `b`-th". */
  readonly condition: (a: number, b: number) => string;
  /** Probability of the same. */
  readonly probability: (a: number, b: number) => number;
}

const pairsOf = (count: number): readonly (readonly [number, number])[] =>
  Array.from({ length: count }, (_, a) =>
    Array.from({ length: count - a - 1 }, (_unused, nth) => [a, a + nth + 1] as const),
  ).flat();

/** @throws SpatialRewardError reason.unanswered, reason.budget */
export const comparePairs = async (
  ledger: Ledger,
  relation: PredicateRelation,
  names: readonly string[],
): Promise<Pairs> => {
  const pairs = pairsOf(names.length);
  const asked = pairs.map(([a, b]): [string, string] => [names[a] ?? "", names[b] ?? ""]);
  const chances = await chancesOf(ledger, relation, asked);
  const of = (a: number, b: number): Chance | undefined =>
    chances[pairs.findIndex(([first, second]) => first === a && second === b)];
  return {
    chances,
    condition: (a, b) => {
      const forwards = of(a, b);
      return forwards ? `${forwards.id} > 0.5` : `${of(b, a)?.id ?? ""} <= 0.5`;
    },
    probability: (a, b) => of(a, b)?.probability ?? 1 - (of(b, a)?.probability ?? 0.5),
  };
};

/** Indices of the things, the one that is most so first: by how many others each is expected to exceed. */
export const ranked = (count: number, { probability }: Pairs): readonly number[] => {
  const all = Array.from({ length: count }, (_, at) => at);
  const score = (at: number): number =>
    all.filter((other) => other !== at).reduce((sum, other) => sum + probability(at, other), 0);
  return [...all].sort((a, b) => score(b) - score(a));
};
