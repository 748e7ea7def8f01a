import { type Seconds, type Stamp, secondsBetween } from "../core/index.js";

/** What splits a stream into episodes, besides a clock that is set. */
export type EpisodeSplit =
  | { readonly kind: "topic"; readonly topic: string }
  | { readonly kind: "gap"; readonly seconds: Seconds }
  | { readonly kind: "starts"; readonly stamps: readonly Stamp[] };

/** Tells, frame by frame, where episodes start. The first frame of a stream starts one in any case. */
export interface EpisodeStarts {
  /** A message came on the topic that splits: the next frame starts an episode. */
  readonly reset: () => void;
  readonly startsAt: (stamp: Stamp) => boolean;
}

export const createEpisodeStarts = (split: EpisodeSplit | undefined): EpisodeStarts => {
  let pending = false;
  let last: Stamp | undefined;
  const crossed = (stamp: Stamp): boolean => {
    if (last === undefined || split === undefined) return false;
    const before = last;
    if (split.kind === "gap") return secondsBetween(before, stamp) > split.seconds;
    return (
      split.kind === "starts" && split.stamps.some((start) => before < start && start <= stamp)
    );
  };
  return {
    reset: () => {
      pending = last !== undefined;
    },
    startsAt: (stamp) => {
      const starts = pending || crossed(stamp);
      pending = false;
      last = stamp;
      return starts;
    },
  };
};
