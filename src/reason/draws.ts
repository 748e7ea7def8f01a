import { createRandom, type Random } from "../core/index.js";

/** So many that a probability is told to about a hundredth: the deviation of 0.5 over 4000 draws is 0.008. */
export const drawCount = 4000;

/** What a quantity may be: as many values as `drawCount`, the n-th of each drawn together. */
export type Draws = readonly number[];

const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random.float())) * Math.cos(2 * Math.PI * random.float());

const drawn = (draw: (random: Random) => number, seed: number): Draws => {
  const random = createRandom(seed);
  return Array.from({ length: drawCount }, () => draw(random));
};

/** A length as normal around what was answered; what falls below 0 is 0. Of different seeds independent. */
export const drawLength = (metres: number, stddev: number, seed: number): Draws =>
  drawn((random) => Math.max(0, metres + stddev * normal(random)), seed);

/** 1 as often as it holds, else 0. */
export const drawPredicate = (probability: number, seed: number): Draws =>
  drawn((random) => (random.float() < probability ? 1 : 0), seed);

/** Mean of what is a number, and its standard deviation; undefined of less than half of the draws. */
export const spreadOf = (
  draws: Draws,
): { readonly mean: number; readonly stddev: number } | undefined => {
  const known = draws.filter(Number.isFinite);
  if (known.length < drawCount / 2) return undefined;
  const mean = known.reduce((sum, each) => sum + each, 0) / known.length;
  const square = known.reduce((sum, each) => sum + (each - mean) ** 2, 0) / known.length;
  return { mean, stddev: Math.sqrt(square) };
};
