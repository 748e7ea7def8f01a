import type { Reason } from "../core/index.js";

/** Counts what befell the frames of one pass. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(what: string, times = 1): void {
    if (times > 0) this.#counts.set(what, (this.#counts.get(what) ?? 0) + times);
  }

  get reasons(): readonly Reason[] {
    return [...this.#counts].map(([what, count]) => ({ kind: "image", what, count }));
  }
}
