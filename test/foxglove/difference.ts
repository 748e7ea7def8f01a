import type { RewardSample } from "../../src/reward/index.js";

const numbersOf = ({
  stamp,
  reward,
  potential,
  progress,
  discount,
  distances,
  ...more
}: RewardSample) => [
  Number(stamp),
  Number(more.valid),
  Number(more.success),
  ...[reward, potential, progress, discount],
  ...distances.flatMap(({ raw, filtered, stddev }) => [raw, filtered, stddev]),
];

const apart = (a: number | undefined, b: number | undefined): number => {
  if (a === undefined && b === undefined) return 0;
  return a === undefined || b === undefined ? Number.POSITIVE_INFINITY : Math.abs(a - b);
};

/** The largest difference of any number of any reward; infinite where one says what the other doesn't. */
export const difference = (a: readonly RewardSample[], b: readonly RewardSample[]): number => {
  if (a.length !== b.length || a.some(({ stage }, at) => stage !== b[at]?.stage))
    return Number.POSITIVE_INFINITY;
  return Math.max(
    ...a.flatMap((sample, at) => {
      const [here, there] = [numbersOf(sample), b.slice(at, at + 1).flatMap(numbersOf)];
      return Array.from({ length: Math.max(here.length, there.length) }, (_, which) =>
        apart(here[which], there[which]),
      );
    }),
  );
};
