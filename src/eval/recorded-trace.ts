import type { SpatialFact, Stamp, Unanswered } from "../core/index.js";
import { curvesOf, type Film } from "./film.js";
import { type Pair, truthIn } from "./follow.js";
import type { Ended, Trace } from "./trace.js";

/** One message of facts. */
export interface Stored {
  readonly stamp: Stamp;
  readonly facts: readonly SpatialFact[];
  readonly unanswered: readonly Unanswered[];
}

/** The pair that the recording's first labelled distance is between. */
export const pairOf = (stored: readonly Stored[]): Pair | undefined =>
  stored
    .flatMap(({ facts, unanswered }) => [...facts, ...unanswered.map(({ query }) => query)])
    .find(({ relation }) => relation === "distance");

/** Things besides the pair's that the recording was labelled with, by their distance to the pair's first. */
const othersIn = (stored: readonly Stored[], { subject, object }: Pair): readonly string[] => {
  const names = stored
    .flatMap(({ facts }) => facts)
    .filter(({ relation }) => relation === "distance")
    .flatMap((fact) =>
      fact.subject === subject ? [fact.object] : fact.object === subject ? [fact.subject] : [],
    );
  return [...new Set(names)].filter((name) => name !== object);
};

const filmOf = (stored: readonly Stored[], truths: ReadonlyMap<Stamp, readonly Stored[]>): Film =>
  stored.map(({ stamp, facts }) => ({
    stamp,
    facts,
    truthOf: (pair) => truthIn(truths.get(stamp)?.[0]?.facts ?? [], pair),
  }));

/** A labelled recording as an episode. */
export const traceOf = (
  episode: string,
  ended: Ended,
  stored: readonly Stored[],
  truths: ReadonlyMap<Stamp, readonly Stored[]>,
  pair: Pair,
): Trace => ({
  episode,
  ...ended,
  ...curvesOf(filmOf(stored, truths), pair, othersIn(stored, pair)),
});
