import { isLengthFact, type Metres, type SpatialFact, type Stamp } from "../core/index.js";
import { type RaisedState, type Sighted, startRaised, stepRaised } from "../estimate/index.js";
import type { Task } from "../reward/index.js";
import { factFor } from "./measured-needs.js";

/** Where the things stood whose rise is followed, by key of the need. */
export type Rises = ReadonlyMap<string, RaisedState>;

const sightedBy = (fact: SpatialFact | undefined): Sighted | undefined =>
  fact?.subjectPoint && !isLengthFact(fact)
    ? { point: fact.subjectPoint, visible: fact.probability }
    : undefined;

/** How far things have risen, for the needs that follow them. */
export const followRises = (
  task: Task,
  before: Rises,
  stamp: Stamp,
  facts: ReadonlyMap<string, SpatialFact>,
): { readonly raised: Rises; readonly metres: ReadonlyMap<string, Metres> } => {
  const steps = task.needs
    .filter(({ raised }) => raised)
    .map(({ key, query }) => {
      const sighted = sightedBy(factFor(query, facts));
      return { key, ...stepRaised(before.get(key) ?? startRaised, stamp, sighted) };
    });
  return {
    raised: new Map(steps.map(({ key, state }) => [key, state])),
    metres: new Map(
      steps.flatMap(({ key, metres }) => (metres === undefined ? [] : [[key, metres]])),
    ),
  };
};
