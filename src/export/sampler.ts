import { type Stamp, stampOf } from "../core/index.js";
import type { Fields } from "../messages/index.js";
import type { Reading } from "./signal.js";

/** What a signal was at given times. */
export interface Sampled {
  /** Of its numbers, in the order in which they were first told. */
  readonly names: readonly string[];
  /** A row for each time, in the order of `names`. */
  readonly rows: readonly Float64Array[];
  /** Rows whose value is older than `longestAge`, or was told only afterwards. */
  readonly stale: number;
  readonly messages: number;
}

/** A value that is older says little of the time it stands for. */
export const longestAge = 0.5;

/**
 * A signal at times in rising order: at each the newest value told at or before it, or the first one where none was told
 * before. Fields that a message doesn't tell keep their value. Messages whose stamp goes back are passed over.
 */
export class Sampler {
  readonly #times: readonly Stamp[];
  readonly #names = new Map<string, number>();
  readonly #first: number[] = [];
  readonly #rows: (readonly number[])[] = [];
  #current: readonly number[] = [];
  #latest: Stamp | undefined;
  #stale = 0;
  #messages = 0;

  constructor(times: readonly Stamp[]) {
    this.#times = times;
  }

  take({ stamp, fields }: Reading): void {
    if (this.#latest !== undefined && stamp < this.#latest) return;
    this.#fill((time) => time < stamp);
    this.#current = this.#with(fields);
    this.#latest = stamp;
    this.#messages += 1;
  }

  end(): Sampled {
    this.#fill(() => true);
    const names = [...this.#names.keys()];
    const rows = this.#rows.map((row) =>
      Float64Array.from(names, (_, i) => row[i] ?? this.#first[i] ?? Number.NaN),
    );
    return { names, rows, stale: this.#stale, messages: this.#messages };
  }

  #fill(isBefore: (time: Stamp) => boolean): void {
    for (
      let time = this.#times[this.#rows.length];
      time !== undefined && isBefore(time);
      time = this.#times[this.#rows.length]
    ) {
      const isOld = this.#latest === undefined || time - this.#latest > stampOf(longestAge);
      this.#stale += Number(isOld);
      this.#rows.push(this.#current);
    }
  }

  /** A new array: rows keep the one they were given. */
  #with(fields: Fields): readonly number[] {
    const next = [...this.#current];
    for (const [name, value] of fields) {
      const known = this.#names.get(name);
      const column = known ?? this.#names.size;
      if (known === undefined) {
        this.#names.set(name, column);
        this.#first[column] = value;
      }
      next[column] = value;
    }
    return next;
  }
}
