import { counted } from "../../core/index.js";
import { decimals } from "../format.js";
import type { Remark } from "./measure.js";
import type { RewardBenchmark } from "./measures.js";

const interval = ({ low, high }: RewardBenchmark): string =>
  Number.isNaN(low) ? "–" : `${decimals(low, 2)} to ${decimals(high, 2)}`;

/** Scores as text; "of the truth" is what a backend that answers the truth would have on these episodes. */
export const rewardTable = (benchmarks: readonly RewardBenchmark[]) => ({
  head: ["reward benchmark", "score", "95 %", "of the truth", "episodes"],
  rows: benchmarks.map((one) => [
    one.title,
    decimals(one.value),
    interval(one),
    decimals(one.ofTruth),
    String(one.episodes),
  ]),
});

const zeroed: Readonly<Partial<Record<Remark, string>>> = {
  constant: "with a value that never changes",
  unanswered: "hardly answered",
};

const leftOut: Readonly<Partial<Record<Remark, string>>> = {
  short: "too short to have an order",
  "ended-otherwise": "ended otherwise, or without a word how",
  "no-fall": "without such a fall",
  "no-others": "in which no other thing was asked about (eval --others asks)",
  "no-truth": "without a truth",
};

const inWords = (
  { remarks }: RewardBenchmark,
  words: Readonly<Partial<Record<Remark, string>>>,
): readonly string[] =>
  Object.entries(words).flatMap(([remark, text]) => {
    const count = Object.entries(remarks).find(([name]) => name === remark)?.[1];
    return count === undefined ? [] : [`${counted(count, "episode")} ${text}`];
  });

/** What counts against a backend though it said nothing, and why a measure has no score. */
const aboutOne = (one: RewardBenchmark): readonly string[] => {
  const worst = inWords(one, zeroed);
  if (!Number.isNaN(one.value))
    return worst.length === 0 ? [] : [`${one.title}: counting as the worst, ${worst.join(", ")}.`];
  const why = [...worst, ...inWords(one, leftOut)];
  return [
    `${one.title} is undefined here: ${why.length === 0 ? "it needs episodes that differ" : why.join(", ")}.`,
  ];
};

export const rewardRemarks = (benchmarks: readonly RewardBenchmark[]): readonly string[] =>
  benchmarks.flatMap(aboutOne);
