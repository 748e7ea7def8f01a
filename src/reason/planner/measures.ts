import type { LengthRelation, PredicateRelation } from "../../core/index.js";

/** What things can be compared by: a length of each (or of each to a reference), or pair by pair. */
export type Measure =
  | { readonly kind: "length"; readonly relation: LengthRelation; readonly to?: string }
  | { readonly kind: "pairs"; readonly relation: PredicateRelation };

/** A word for a comparison, and whether the greatest or the least is meant. */
interface Word {
  readonly words: RegExp;
  readonly measure: Measure;
  readonly greatest: boolean;
}

export const height: Measure = { kind: "length", relation: "height" };
export const width: Measure = { kind: "length", relation: "width" };
const bulk: Measure = { kind: "pairs", relation: "bigger" };
const up: Measure = { kind: "pairs", relation: "above" };
const left: Measure = { kind: "pairs", relation: "left_of" };
const front: Measure = { kind: "pairs", relation: "in_front_of" };

const comparatives: readonly Word[] = [
  { words: /^tall(?:er|est)$/, measure: height, greatest: true },
  { words: /^short(?:er|est)$/, measure: height, greatest: false },
  { words: /^(?:wid|broad)(?:er|est)$/, measure: width, greatest: true },
  { words: /^narrow(?:er|est)$/, measure: width, greatest: false },
  { words: /^(?:bigg|larg)(?:er|est)$/, measure: bulk, greatest: true },
  { words: /^small(?:er|est)$/, measure: bulk, greatest: false },
  { words: /^(?:high(?:er|est)(?: up)?|topmost|uppermost)$/, measure: up, greatest: true },
  { words: /^low(?:er|est)(?: down)?$/, measure: up, greatest: false },
  {
    words: /^(?:leftmost|furthest left|farthest left|most to the left)$/,
    measure: left,
    greatest: true,
  },
  {
    words: /^(?:rightmost|furthest right|farthest right|most to the right)$/,
    measure: left,
    greatest: false,
  },
  { words: /^(?:frontmost|furthest in front|farthest in front)$/, measure: front, greatest: true },
  { words: /^(?:backmost|rearmost|furthest back|farthest back)$/, measure: front, greatest: false },
];

/** "tallest" -> heights, the greatest. */
export const comparative = (
  word: string,
): { readonly measure: Measure; readonly greatest: boolean } | undefined =>
  comparatives.find(({ words }) => words.test(word.toLowerCase()));

/** "the camera" has no place among the things: what is closer to it is asked pair by pair. */
export const nearness = (reference: string): Measure =>
  /^camera$/i.test(reference)
    ? { kind: "pairs", relation: "closer" }
    : { kind: "length", relation: "distance", to: reference };

/** Whether the first thing by this measure is the greatest: what is nearer to the camera is more "closer". */
export const nearIsGreatest = ({ kind }: Measure): boolean => kind === "pairs";
