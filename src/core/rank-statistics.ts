import { mean } from "./statistics.js";

/** Ranks from 1; ties share the mean of their ranks. */
const ranks = (values: readonly number[]): readonly number[] => {
  const order = values.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
  const result = new Array<number>(values.length);
  for (let start = 0; start < order.length; ) {
    let end = start;
    while (order[end + 1]?.value === order[start]?.value) end++;
    for (const { index } of order.slice(start, end + 1)) result[index] = (start + end) / 2 + 1;
    start = end + 1;
  }
  return result;
};

const pearson = (a: readonly number[], b: readonly number[]): number => {
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, i) => {
    const [da, db] = [value - meanA, (b[i] ?? Number.NaN) - meanB];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  });
  return ab / Math.sqrt(aa * bb);
};

/** Rank correlation of two equally long lists, -1..1; NaN for fewer than two or when one never changes. */
export const spearman = (a: readonly number[], b: readonly number[]): number =>
  pearson(ranks(a), ranks(b));

/** -1, 0 or 1; equal infinities are equal. NaN when one is. */
const order = (a: number, b: number): number => (a === b ? 0 : Math.sign(a - b));

/**
 * Kendall's tau-b of two equally long lists, -1..1: how much more often two items are in the same order in both than in
 * opposite orders, corrected for ties. NaN for fewer than two or when one never changes.
 */
export const kendall = (a: readonly number[], b: readonly number[]): number => {
  let [agreement, ordersOfA, ordersOfB] = [0, 0, 0];
  a.forEach((value, i) => {
    for (let j = 0; j < i; j++) {
      const inA = order(value, a[j] ?? Number.NaN);
      const inB = order(b[i] ?? Number.NaN, b[j] ?? Number.NaN);
      agreement += inA * inB;
      ordersOfA += Math.abs(inA);
      ordersOfB += Math.abs(inB);
    }
  });
  return agreement / Math.sqrt(ordersOfA * ordersOfB);
};

/**
 * Area under the ROC curve: the probability that a positive scores above a negative, ties counting half.
 * NaN when either list is empty.
 */
export const rocAuc = (positives: readonly number[], negatives: readonly number[]): number => {
  const ranked = ranks([...positives, ...negatives]);
  const rankSum = ranked.slice(0, positives.length).reduce((sum, rank) => sum + rank, 0);
  const smallest = (positives.length * (positives.length + 1)) / 2;
  return (rankSum - smallest) / (positives.length * negatives.length);
};
