import type { Conclusion } from "../steps.js";

/** Ways not to get on. */
export type Fault = "junk" | "loop" | "budget" | "unfounded";

/** What an action came to: something new, an answer it had before, or a refusal; `reply` is what the model is told. */
export interface Came {
  readonly reply: string;
  readonly fault?: Fault;
  /** What is wrong, for the trace. */
  readonly refused?: string;
  readonly conclusion?: Conclusion;
}

/** Something that was not carried out, and why. */
export const refusal = (fault: Fault, refused: string): Came => ({
  fault,
  refused,
  reply: JSON.stringify({ error: refused }),
});
