import type { SpatialFact, Stamp, Vec3 } from "../core/index.js";
import { type RaisedState, startRaised, stepRaised } from "../estimate/index.js";
import type { FilteredValue, Need } from "../reward/index.js";
import { sameName } from "./same-name.js";

/** Where true facts put a thing, in the optical frame. */
const placeOf = (facts: readonly SpatialFact[], name: string): Vec3 | undefined =>
  facts.find(({ subject, subjectPoint }) => sameName(subject, name) && subjectPoint)
    ?.subjectPoint ??
  facts.find(({ object, objectPoint }) => sameName(object, name) && objectPoint)?.objectPoint;

/**
 * How far things have truly risen, frame by frame, as the estimate follows it: since the first fact, so that of a
 * recording with several episodes only the first is told by it.
 */
export const followTrueRises = (
  needs: readonly Need[],
): ((stamp: Stamp, facts: readonly SpatialFact[]) => readonly [string, FilteredValue][]) => {
  const states = new Map<string, RaisedState>();
  return (stamp, facts) =>
    needs
      .filter(({ raised }) => raised)
      .flatMap(({ key, query }): [string, FilteredValue][] => {
        const point = placeOf(facts, query.subject);
        const before = states.get(key) ?? startRaised;
        const { state, metres } = stepRaised(before, stamp, point && { point, visible: 1 });
        states.set(key, state);
        return metres === undefined
          ? []
          : [[key, { kind: "length", raw: metres, filtered: metres, stddev: 0 }]];
      });
};
