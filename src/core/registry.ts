import { SpatialRewardError } from "./errors.js";

/**
 * A table of named entries that a program may add to before anything reads it, and never afterwards: what follows from
 * the table is worked out once, and holds for as long as the process lives.
 */
export class Registry<Entry> {
  readonly #entries: Map<string, Entry>;
  #isRead = false;

  /** @param what one of them is, for messages */
  constructor(
    private readonly what: string,
    own: Readonly<Record<string, Entry>>,
  ) {
    this.#entries = new Map(Object.entries(own));
  }

  /** @throws SpatialRewardError usage.plugin when the table has been read, or has one of the names */
  add(more: Readonly<Record<string, Entry>>): void {
    const names = Object.keys(more);
    if (names.length === 0) return;
    const taken = names.filter((name) => this.#entries.has(name));
    if (this.#isRead)
      throw this.#refuse(names, `can't be added once a ${this.what} has been asked for`);
    if (taken.length > 0) throw this.#refuse(taken, "there is one of that name");
    for (const name of names) {
      const entry = more[name];
      if (entry !== undefined) this.#entries.set(name, entry);
    }
  }

  get(name: string): Entry | undefined {
    return this.all().get(name);
  }

  /** In the order they were given. */
  all(): ReadonlyMap<string, Entry> {
    this.#isRead = true;
    return this.#entries;
  }

  /** What follows from the whole table, worked out when it is first asked for. */
  derived<Result>(compute: (all: ReadonlyMap<string, Entry>) => Result): () => Result {
    let known: { readonly result: Result } | undefined;
    return () => {
      known ??= { result: compute(this.all()) };
      return known.result;
    };
  }

  #refuse(names: readonly string[], why: string): SpatialRewardError {
    return new SpatialRewardError("usage.plugin", `${this.what} ${names.join(", ")}: ${why}`);
  }
}
