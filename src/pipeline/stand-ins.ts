import {
  type CameraPose,
  definitionOf,
  inParent,
  isLengthFact,
  type Observation,
  type OtherObservation,
  type Query,
  queryKey,
  type Relation,
  type SpatialFact,
  seenFrom,
  type Vec3,
} from "../core/index.js";

/** Words that mean something else from another camera's point of view. */
const isOfThePicture = (relation: Relation): boolean => {
  const definition = definitionOf(relation);
  if (definition.kind === "length") return false;
  return definition.referenceFrame === "image" || definition.truth.by === "sight";
};

type Point = (point: Vec3) => Vec3;

/** Other cameras' points as the pacing one sees them; undefined where nothing tells how they stand to each other. */
const intoView = (own?: CameraPose, other?: CameraPose): Point | undefined =>
  own && other && own.frame === other.frame
    ? (point) => seenFrom(own.pose, inParent(other.pose, point))
    : undefined;

/** As the pacing camera may tell it: its pixels are another picture's. */
const retold = (
  { subjectPoint, objectPoint, subjectPixel: _, objectPixel: __, ...fact }: SpatialFact,
  camera: string,
  point: Point | undefined,
): SpatialFact => ({
  ...fact,
  source: `camera:${camera}`,
  ...(point && subjectPoint && { subjectPoint: point(subjectPoint) }),
  ...(point && objectPoint && { objectPoint: point(objectPoint) }),
});

interface StandIn {
  readonly fact: SpatialFact;
  readonly lensAssumed: boolean;
}

const deviation = ({ fact }: StandIn): number =>
  (isLengthFact(fact) ? fact.stddev : undefined) ?? Number.POSITIVE_INFINITY;

/** The surest of what the other cameras say; of equally sure ones the first camera's. */
const standInFor = (query: Query, { pose, others = [] }: Observation): StandIn | undefined => {
  if (isOfThePicture(query.relation)) return undefined;
  const key = queryKey(query);
  const of = ({ camera, observation }: OtherObservation): readonly StandIn[] =>
    observation.facts
      .filter((fact) => queryKey(fact) === key)
      .map((fact) => ({
        fact: retold(fact, camera, intoView(pose, observation.pose)),
        lensAssumed: observation.lensAssumed ?? false,
      }));
  return others
    .flatMap(of)
    .reduce<StandIn | undefined>(
      (best, each) => (best && deviation(best) <= deviation(each) ? best : each),
      undefined,
    );
};

/**
 * The observation with what other cameras tell in place of its unanswered questions; their source is `camera:<name>`.
 * Words that are of the picture (left of, closer, visible) stay unanswered.
 */
export const withStandIns = (observation: Observation): Observation => {
  const found = observation.unanswered.map((each) => standInFor(each.query, observation));
  if (!found.some(Boolean)) return observation;
  const standIns = found.flatMap((each) => each ?? []);
  return {
    ...observation,
    facts: [...observation.facts, ...standIns.map(({ fact }) => fact)],
    unanswered: observation.unanswered.filter((_, at) => !found[at]),
    ...(standIns.some(({ lensAssumed }) => lensAssumed) && { lensAssumed: true as const }),
  };
};
