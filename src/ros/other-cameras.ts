import {
  type Observation,
  type Query,
  queryKey,
  type Relation,
  type Seconds,
  type SpatialFact,
  type Stamp,
  secondsBetween,
} from "../core/index.js";

/** What other cameras saw, for what the first one can't tell. */
export interface OtherCameras {
  remember(camera: string, observation: Observation): void;
  /** The observation with facts that stand in for its unanswered questions; none older than `age`. */
  complete(observation: Observation, age: Seconds): Observation;
}

/** Words that mean something else from another camera's point of view. */
const fromThePicture: ReadonlySet<Relation> = new Set<Relation>([
  "left_of",
  "right_of",
  "in_front_of",
  "behind",
  "closer",
  "farther",
  "visible",
]);

const isRecent = (stamp: Stamp, now: Stamp, age: Seconds): boolean =>
  Math.abs(secondsBetween(stamp, now)) <= age;

export const createOtherCameras = (): OtherCameras => {
  const newest = new Map<string, Observation>();

  const recent = (now: Stamp, age: Seconds): readonly SpatialFact[] =>
    [...newest.values()]
      .filter(({ stamp }) => isRecent(stamp, now, age))
      .flatMap(({ facts }) => facts);

  return {
    remember: (camera, observation) => {
      newest.set(camera, observation);
    },
    complete: (observation, age) => {
      const { unanswered, stamp } = observation;
      if (unanswered.length === 0 || newest.size === 0) return observation;
      const known = new Map(recent(stamp, age).map((fact) => [queryKey(fact), fact]));
      const standIn = (query: Query): SpatialFact | undefined =>
        fromThePicture.has(query.relation) ? undefined : known.get(queryKey(query));
      const found = unanswered.flatMap(({ query }) => standIn(query) ?? []);
      const still = unanswered.filter(({ query }) => standIn(query) === undefined);
      return { ...observation, facts: [...observation.facts, ...found], unanswered: still };
    },
  };
};
