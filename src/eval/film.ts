import {
  type Metres,
  type SpatialFact,
  type Stamp,
  secondsBetween,
  type Vec3,
} from "../core/index.js";
import { followSaid, followTruth, type Pair } from "./follow.js";
import type { Trace, TracePoint } from "./trace.js";

/** What is true of a pair in one frame. */
export interface PairTruth {
  readonly distance: Metres | undefined;
  readonly object: Vec3 | undefined;
}

/** One frame of an episode as it was answered, before any filter, and what is true of any pair in it. */
export interface FilmFrame {
  readonly stamp: Stamp;
  readonly facts: readonly SpatialFact[];
  readonly truthOf: (pair: Pair) => PairTruth;
}

export type Film = readonly FilmFrame[];

/** What a film comes to for one pair of things, frame by frame, as labelling would have it. */
export const followFilm = (film: Film, pair: Pair): readonly TracePoint[] => {
  const [said, truth] = [followSaid(pair), followTruth()];
  const start = film[0]?.stamp ?? 0n;
  return film.map(({ stamp, facts, truthOf }): TracePoint => {
    const { moment, raw } = said({ stamp, facts });
    const { distance, object } = truthOf(pair);
    return {
      t: secondsBetween(start, stamp),
      said: moment,
      ...(raw !== undefined && { raw }),
      true: truth(stamp, distance, object),
    };
  });
};

/**
 * The film run on to its end and back to its beginning, 0 … T−1, T−2 … 0, without a cut: time goes on, and what a filter
 * remembers goes with it. Answers are of single frames, so those of the way back are those of the way there.
 */
export const thereAndBack = (film: Film): Film => {
  const last = film.at(-1)?.stamp ?? 0n;
  const back = film.slice(0, -1).reverse();
  return [...film, ...back.map((frame) => ({ ...frame, stamp: 2n * last - frame.stamp }))];
};

/** The curves that reward benchmarks look at, besides the episode's own. `others`: of other things than the task's. */
export const curvesOf = (
  film: Film,
  pair: Pair,
  others: readonly string[],
): Pick<Trace, "points" | "cycle" | "others"> => ({
  points: followFilm(film, pair),
  cycle: followFilm(thereAndBack(film), pair),
  others: others.map((object) => ({
    object,
    points: followFilm(film, { subject: pair.subject, object }),
  })),
});
