import type { Reading } from "../../vqa/index.js";

/** A token to go on with, after one of the sequences that a decoding had running. */
export interface Continuation {
  /** Index among the sequences of the step before. */
  readonly from: number;
  readonly token: number;
}

/** What was written, as far as it can be read. */
export interface Decoded {
  readonly text: string;
  readonly reading: Reading;
  /** 0..1: how much of its probability the model gave to what it was allowed to say. */
  readonly confidence: number;
}

/** One question's answer as it is written: says which tokens to try, until it has what it needs. */
export interface Decoding {
  /** Whether more than the first logits may be wanted. */
  readonly oneStep: boolean;
  /** The next logits of each sequence it has running (at first: one). None to go on with: it is done. */
  advance(logits: readonly Float32Array[]): readonly Continuation[];
  result(): Decoded;
}

/** log Σ exp, of all logits: what makes probabilities of them. */
export const logSumExp = (logits: Float32Array): number => {
  let highest = Number.NEGATIVE_INFINITY;
  for (const logit of logits) if (logit > highest) highest = logit;
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - highest);
  return highest + Math.log(sum);
};

/** Index of the highest. */
export const argmax = (logits: Float32Array): number => {
  let best = 0;
  for (let at = 1; at < logits.length; at++) if ((logits[at] ?? 0) > (logits[best] ?? 0)) best = at;
  return best;
};
