import type { Ledger } from "../ledger.js";
import { type Length, lengthsOf } from "./evidence.js";
import type { Measure } from "./measures.js";
import { comparePairs, ranked } from "./pairs.js";
import { chance, listed, spread, the } from "./words.js";

/** Things in the order of a measure, and the conditions under which that order, or its first thing alone, is right. */
export interface Ranking {
  /** Indices into the names, the first that is meant at the front. */
  readonly order: readonly number[];
  readonly ids: readonly string[];
  readonly orderHolds: string;
  readonly firstHolds: string;
  /** The length of each thing, by its index; undefined where pairs were compared. */
  readonly lengths: readonly Length[] | undefined;
  /** "the mug 12 ± 3 cm, the bowl 20 ± 4 cm", in order. */
  readonly told: string;
}

const byLengths = async (
  ledger: Ledger,
  { relation, to }: Extract<Measure, { kind: "length" }>,
  names: readonly string[],
  greatest: boolean,
): Promise<Ranking> => {
  const asked = names.map((name): [string, string?] => (to === undefined ? [name] : [to, name]));
  const lengths = await lengthsOf(ledger, relation, asked);
  const value = (at: number): number => lengths[at]?.value ?? Number.NaN;
  const id = (at: number | undefined): string => lengths[at ?? -1]?.id ?? "";
  const order = names
    .map((_, at) => at)
    .sort((a, b) => (greatest ? value(b) - value(a) : value(a) - value(b)));
  const sign = greatest ? ">=" : "<=";
  const [first, ...others] = order;
  const pairs = others.map((at, before) => `${id(order[before])} ${sign} ${id(at)}`);
  const told = order.map((at) => {
    const length = lengths[at];
    return `${the(names[at] ?? "")} ${length ? spread(length) : ""}`;
  });
  return {
    ...{ order, lengths },
    ids: lengths.map(({ id: each }) => each),
    orderHolds: pairs.join(" and "),
    firstHolds: others.map((at) => `${id(first)} ${sign} ${id(at)}`).join(" and "),
    told: listed(told),
  };
};

const byPairs = async (
  ledger: Ledger,
  { relation }: Extract<Measure, { kind: "pairs" }>,
  names: readonly string[],
  greatest: boolean,
): Promise<Ranking> => {
  const pairs = await comparePairs(ledger, relation, names);
  const most = ranked(names.length, pairs);
  const order = greatest ? most : [...most].reverse();
  const condition = (a: number, b: number): string =>
    greatest ? pairs.condition(a, b) : pairs.condition(b, a);
  const [first = 0, ...others] = order;
  const told = others.map((at, before) => {
    const [a = 0, b] = greatest ? [order[before], at] : [at, order[before]];
    const words = relation.replaceAll("_", " ");
    const probability = chance(pairs.probability(a, b ?? 0));
    return `${the(names[a] ?? "")} ${words === "closer" ? "closer than" : words === "bigger" ? "bigger than" : words} ${the(names[b ?? 0] ?? "")} with probability ${probability}`;
  });
  return {
    ...{ order, lengths: undefined },
    ids: pairs.chances.map(({ id }) => id),
    orderHolds: order
      .flatMap((a, place) => order.slice(place + 1).map((b) => condition(a, b)))
      .join(" and "),
    firstHolds: others.map((at) => condition(first, at)).join(" and "),
    told: listed(told),
  };
};

/**
 * Puts at least two things in order. @throws SpatialRewardError reason.unanswered, reason.budget
 */
export const rank = (
  ledger: Ledger,
  measure: Measure,
  names: readonly string[],
  greatest: boolean,
): Promise<Ranking> =>
  measure.kind === "length"
    ? byLengths(ledger, measure, names, greatest)
    : byPairs(ledger, measure, names, greatest);
