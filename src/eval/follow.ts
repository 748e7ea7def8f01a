import {
  isLengthFact,
  type Metres,
  type Observation,
  type SpatialFact,
  type Stamp,
  type Vec3,
} from "../core/index.js";
import {
  type Sighted,
  startFilter,
  startRaised,
  stepFilter,
  stepRaised,
} from "../estimate/index.js";
import type { Moment } from "./trace.js";

/** The two things of an episode's task, by the names they are asked about with. */
export interface Pair {
  readonly subject: string;
  readonly object: string;
}

const distanceIn = (facts: readonly SpatialFact[], { subject, object }: Pair) =>
  facts
    .filter(isLengthFact)
    .find(
      (fact) =>
        fact.relation === "distance" &&
        ((fact.subject === subject && fact.object === object) ||
          (fact.subject === object && fact.object === subject)),
    );

/**
 * Where a thing is believed to be, however little of it can be seen. One question's place, not now this one's and then
 * that one's: a model may place a thing a little differently for each.
 */
const sightedIn = (facts: readonly SpatialFact[], name: string): Sighted | undefined => {
  const own = facts.find(({ relation, subject }) => relation === "visible" && subject === name);
  if (own?.subjectPoint && "probability" in own) {
    return { point: own.subjectPoint, visible: own.probability };
  }
  const as = facts.find(({ object, objectPoint }) => object === name && objectPoint);
  // A length is answered only of things that can be seen.
  return as?.objectPoint && { point: as.objectPoint, visible: 1 };
};

export interface Followed {
  readonly moment: Moment;
  /** The distance before the filter. */
  readonly raw?: Metres;
}

type Seen = Pick<Observation, "stamp" | "facts">;

/** Follows an episode's answers frame by frame, as labelling does: the distance filtered, the object's rise tracked. */
export const followSaid = (pair: Pair): ((seen: Seen) => Followed) => {
  let belief = startFilter;
  let risen = startRaised;
  return ({ stamp, facts }) => {
    const fact = distanceIn(facts, pair);
    const filtered = stepFilter(belief, {
      stamp,
      ...(fact && { metres: fact.metres }),
      ...(fact?.stddev !== undefined && { variance: fact.stddev ** 2 }),
    });
    const rise = stepRaised(risen, stamp, sightedIn(facts, pair.object));
    [belief, risen] = [filtered.state, rise.state];
    const { metres: raised } = rise;
    const moment = {
      ...(filtered.metres !== undefined && { distance: filtered.metres }),
      ...(raised !== undefined && { raised }),
    };
    return fact ? { moment, raw: fact.metres } : { moment };
  };
};

/** The same of what is true, which needs no filter. */
export const followTruth = () => {
  let risen = startRaised;
  return (stamp: Stamp, distance: Metres | undefined, object: Vec3 | undefined): Moment => {
    const { state, metres: raised } = stepRaised(
      risen,
      stamp,
      object && { point: object, visible: 1 },
    );
    risen = state;
    return { ...(distance !== undefined && { distance }), ...(raised !== undefined && { raised }) };
  };
};

/** What ground-truth facts say of a pair. */
export const truthIn = (facts: readonly SpatialFact[], pair: Pair) => ({
  distance: distanceIn(facts, pair)?.metres,
  object: sightedIn(facts, pair.object)?.point,
});
