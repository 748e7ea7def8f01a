import type { FactSource, Failure, Metres } from "../core/index.js";

/** A question that was put to the backend, once. */
export interface AskStep {
  readonly kind: "ask";
  /** `q1`: how calculations name its value. */
  readonly id: string;
  readonly question: string;
  /** In the backend's words; empty when it said nothing. */
  readonly answer: string;
  readonly metres?: Metres;
  /** Undefined when the backend can't say. */
  readonly stddev?: Metres;
  /** 0..1, that it holds. */
  readonly probability?: number;
  /** Why it has no value. */
  readonly unanswered?: string;
  readonly source: FactSource;
}

/** An expression over what was asked and calculated before. */
export interface CalculateStep {
  readonly kind: "calculate";
  readonly id: string;
  readonly expression: string;
  /** Of a number: metres, or whatever `unit` says; 1 or 0 of a condition. */
  readonly value: number;
  /** `m`, `m^2`, …; empty of a plain number and of a condition. */
  readonly unit: string;
  /** Of a number; undefined where a deviation that it rests on is unknown. */
  readonly stddev?: number;
  /** Of a condition, for the answers as they are. */
  readonly holds?: boolean;
  /** 0..1, of a condition: how often it holds within the answers' deviations; undefined where one is unknown. */
  readonly probability?: number;
}

export type Step = AskStep | CalculateStep;

export interface Conclusion {
  /** The whole of it in a sentence. */
  readonly text: string;
  /** Ids of the steps that it rests on. */
  readonly from: readonly string[];
  /** Of a yes-or-no question. */
  readonly holds?: boolean;
  /** 0..1: that the condition which was asked for holds, or that the order or choice is right. */
  readonly probability?: number;
  readonly metres?: Metres;
  readonly stddev?: Metres;
}

/** What was done to answer a question; without a conclusion there is a failure that says why. */
export interface Trace {
  readonly question: string;
  /** Who split it: `planner`, or the language model's name. */
  readonly by: string;
  readonly steps: readonly Step[];
  readonly conclusion?: Conclusion;
  readonly failure?: Failure;
  /** How unlike the picture is to those that the backend has learnt from; see Answer. */
  readonly novelty?: number;
  /** What a language model was told that it did wrong. */
  readonly refused: readonly string[];
}

/** What a way to reason came to. */
export type Outcome = Pick<Trace, "conclusion" | "failure">;
