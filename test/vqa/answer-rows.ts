import type { Question, UnreadableReason } from "../../src/vqa/index.js";

/** An answer, and what it must be read as. */
export interface AnswerRow {
  readonly to: Question;
  readonly answer: string;
  readonly reads:
    | { readonly metres: number; readonly stddev?: number }
    | { readonly probability: number }
    | { readonly unreadable: UnreadableReason };
}

const ofPair = (
  relation:
    | "distance"
    | "gap"
    | "taller"
    | "left_of"
    | "touching"
    | "on"
    | "inside"
    | "closer"
    | "vertical_distance",
) => ({ relation, subject: "red mug", object: "blue bowl" }) as const;

export const questions = {
  distance: { text: "How far is the red mug from the blue bowl?", query: ofPair("distance") },
  distanceInCm: {
    text: "How far is the red mug from the blue bowl in cm?",
    query: ofPair("distance"),
    unit: "cm",
  },
  distanceInInches: {
    text: "How far is the red mug from the blue bowl in inches?",
    query: ofPair("distance"),
    unit: "in",
  },
  numbered: {
    text: "How far is the block 2 from the block 10?",
    query: { relation: "distance", subject: "block 2", object: "block 10" },
  },
  gap: { text: "How wide is the gap between the red mug and the blue bowl?", query: ofPair("gap") },
  vertical: {
    text: "What is the vertical distance between the red mug and the blue bowl?",
    query: ofPair("vertical_distance"),
  },
  height: {
    text: "How tall is the red mug?",
    query: { relation: "height", subject: "red mug", object: "" },
  },
  leftOf: { text: "Is the red mug to the left of the blue bowl?", query: ofPair("left_of") },
  taller: { text: "Which is taller, the red mug or the blue bowl?", query: ofPair("taller") },
  closer: {
    text: "Is the red mug closer to the camera than the blue bowl?",
    query: ofPair("closer"),
  },
  touching: { text: "Is the red mug touching the blue bowl?", query: ofPair("touching") },
  on: { text: "Is the red mug on the blue bowl?", query: ofPair("on") },
  inside: { text: "Is the red mug inside the blue bowl?", query: ofPair("inside") },
  visible: {
    text: "Is the red mug visible?",
    query: { relation: "visible", subject: "red mug", object: "" },
  },
} as const satisfies Record<string, Question>;

export const length = (
  to: Question,
  answer: string,
  metres: number,
  stddev?: number,
): AnswerRow => ({
  to,
  answer,
  reads: stddev === undefined ? { metres } : { metres, stddev },
});
export const says = (to: Question, answer: string, probability: number): AnswerRow => ({
  to,
  answer,
  reads: { probability },
});
export const nothing = (to: Question, answer: string, unreadable: UnreadableReason): AnswerRow => ({
  to,
  answer,
  reads: { unreadable },
});

/** A range is a uniform distribution. */
export const uniform = (low: number, high: number): readonly [metres: number, stddev: number] => [
  (low + high) / 2,
  (high - low) / Math.sqrt(12),
];
export const inch = 0.0254;
export const foot = 0.3048;
