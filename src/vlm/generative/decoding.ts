import type { Reading } from "../../vqa/index.js";
import type { NextToken } from "./next-token.js";

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
  /** Whether more than the first token may be wanted. */
  readonly oneStep: boolean;
  /** The tokens whose probabilities it asks for; the most probable one is always told. */
  readonly reads: readonly number[];
  /** What comes next in each sequence it has running (at first: one). None to go on with: it is done. */
  advance(next: readonly NextToken[]): readonly Continuation[];
  result(): Decoded;
}
