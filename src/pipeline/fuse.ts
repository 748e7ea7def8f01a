import {
  isLengthFact,
  isLengthRelation,
  isUnaryRelation,
  type LengthFact,
  type LengthRule,
  lengthDefinition,
  norm,
  type Observation,
  type PointEvidence,
  type Query,
  type Refusal,
  type SingleSource,
  type SpatialFact,
  subtract,
  type Unanswered,
  type Vec3,
} from "../core/index.js";
import {
  apart,
  betweenCovariance,
  fromOtherCamera,
  isMeasured,
  kindOf,
  listed,
  type Measure,
  type Memory,
  noMemory,
  type PlacedThing,
  type PlacedThings,
  placeThings,
  rememberThings,
  restsOnModel,
  type ScaleState,
  startScale,
} from "../estimate/index.js";

/** What is remembered from frame to frame. */
export interface FuseState {
  /** Of the camera's model: it holds for the whole recording. */
  readonly scale: ScaleState;
  /** Of the episode's things. */
  readonly memory: Memory;
}

export const startFuse: FuseState = { scale: startScale, memory: noMemory };

/** An episode begins with the next frame: things may have been put elsewhere. */
export const resetFuse = ({ scale }: FuseState): FuseState => ({ scale, memory: noMemory });

export interface FuseStep {
  readonly state: FuseState;
  readonly observation: Observation;
}

/** Who tells of a thing's place: a model names itself even where it is several. */
const isSingle = (source: string): source is SingleSource =>
  !source.includes("+") || source.includes(":");

const sourcesOf = (...placed: readonly PlacedThing[]): readonly SingleSource[] =>
  placed.flatMap(({ used }) => used.map(({ source }) => source)).filter(isSingle);

/** How far the model's answer on a pair errs together with its points. */
const together = 0.7;

/** The surest mean of what points say and what the model says of the pair, though they err together. */
const weighed = (points: Measure, pair: Measure | undefined): Measure => {
  if (!pair || !(pair.variance > 0)) return points;
  const shared = together * Math.sqrt(points.variance * pair.variance);
  const total = points.variance + pair.variance - 2 * shared;
  const share = Math.max(0, Math.min(1, (points.variance - shared) / total));
  if (share === 0) return points;
  return {
    metres: (1 - share) * points.metres + share * pair.metres,
    variance:
      (1 - share) ** 2 * points.variance +
      share ** 2 * pair.variance +
      2 * share * (1 - share) * shared,
  };
};

/**
 * Of a model that doesn't place things in space, a number's deviation is how its answers differ, not how far they are
 * off: of vision-language models' distances about half lie within this share.
 */
const leastDeviation = 0.3;

const said = (
  fact: LengthFact | undefined,
  a: PlacedThing,
  b: PlacedThing,
): Measure | undefined => {
  if (fact?.stddev === undefined) return undefined;
  const scale = a.scale.variance < b.scale.variance ? a.scale : b.scale;
  const factor = Math.exp(scale.log);
  const places = fact.subjectPoint !== undefined || kindOf(fact.source) === "camera";
  const least = places ? 0 : leastDeviation * fact.metres;
  return { metres: fact.metres * factor, variance: (Math.max(fact.stddev, least) * factor) ** 2 };
};

/** What a length is; undefined of a predicate. */
const truthOf = ({ relation }: Query): LengthRule | undefined =>
  isLengthRelation(relation) ? lengthDefinition(relation).truth : undefined;

const lengthBetween = (
  query: Query,
  fact: LengthFact | undefined,
  [a, b]: readonly [PlacedThing, PlacedThing],
  up: Vec3 | undefined,
): Measure | undefined => {
  const truth = truthOf(query);
  const points =
    truth?.by === "places"
      ? apart(truth.along, subtract(a.point, b.point), betweenCovariance(a, b), up)
      : undefined;
  const pair = said(fact, a, b);
  if (points && (a.byDistance || b.byDistance)) return points;
  // Of a pair that a model alone has placed, its own answer is better than its points.
  if (points) return pair && [a, b].every(restsOnModel) ? pair : weighed(points, pair);
  // Between surfaces: what lies between the centres, less what the model takes off.
  const before = a.said && b.said && norm(subtract(a.said.point, b.said.point));
  const after = apart("line", subtract(a.point, b.point), betweenCovariance(a, b), up);
  if (truth?.by !== "surfaces" || !fact || before === undefined || !after) return undefined;
  const bodies = before - fact.metres;
  return {
    metres: Math.max(0, after.metres - bodies),
    variance: after.variance + (fact.stddev ?? 0) ** 2 / 4,
  };
};

const isBetweenTwo = (query: Query): query is Query & Pick<LengthFact, "relation"> =>
  isLengthRelation(query.relation) && !isUnaryRelation(query.relation);

const withPoints = <T extends SpatialFact>(fact: T, things: PlacedThings["things"]): T => {
  const [a, b] = [things.get(fact.subject), things.get(fact.object)];
  return {
    ...fact,
    ...(a && { subjectPoint: a.point }),
    ...(b && { objectPoint: b.point }),
  };
};

/** A fact as all evidence has it; the model's own where there is nothing more to know. */
const fusedFact = (
  fact: SpatialFact,
  things: PlacedThings["things"],
  up: Vec3 | undefined,
): SpatialFact => {
  const placed = withPoints(fact, things);
  const [a, b] = [things.get(fact.subject), things.get(fact.object)];
  if (!isLengthFact(placed) || !isLengthFact(fact) || !a || !b) return placed;
  const measured = lengthBetween(fact, fact, [a, b], up);
  if (!measured) return placed;
  const { metres, variance } = measured;
  const used = sourcesOf(a, b);
  const all = isSingle(fact.source) ? [...used, fact.source] : used;
  return { ...placed, metres, stddev: Math.sqrt(variance), source: listed(all) };
};

/** Lengths that the model did not tell, of things whose places are known all the same. */
const standIn = (
  { query }: Unanswered,
  things: PlacedThings["things"],
  up: Vec3 | undefined,
): readonly SpatialFact[] => {
  const [a, b] = [things.get(query.subject), things.get(query.object)];
  if (!a || !b || !isBetweenTwo(query)) return [];
  const measured = lengthBetween(query, undefined, [a, b], up);
  const isKnown = [a, b].every(({ used }) => used.some(({ source }) => isMeasured(source)));
  if (!measured || !isKnown) return [];
  return [
    {
      ...query,
      metres: measured.metres,
      stddev: Math.sqrt(measured.variance),
      source: listed(sourcesOf(a, b)),
      confidence: 1,
      subjectPoint: a.point,
      objectPoint: b.point,
    },
  ];
};

const refusals = (things: PlacedThings["things"]): readonly Refusal[] =>
  [...things.values()].flatMap(({ thing, point, refused }) =>
    refused.map(({ source, point: told }) => ({
      source,
      thing,
      why: `${norm(subtract(told, point)).toFixed(2)} m from what else is known`,
    })),
  );

/** How far the model takes things to be from the gripper. */
const distancesFrom = (
  gripper: string,
  facts: readonly SpatialFact[],
): ReadonlyMap<string, Measure> =>
  new Map(
    facts.filter(isLengthFact).flatMap((fact) => {
      const { relation, subject, object, metres, stddev } = fact;
      if (relation !== "distance" || stddev === undefined) return [];
      const thing = subject === gripper ? object : object === gripper ? subject : undefined;
      return thing === undefined ? [] : [[thing, { metres, variance: stddev ** 2 }] as const];
    }),
  );

const isBesides = (told: readonly PointEvidence[]): boolean =>
  told.some(({ source }) => isMeasured(source));

/** Nothing was ever known but a model's own answers. */
const isFresh = ({ scale, memory }: FuseState): boolean =>
  scale.near.size + scale.far.size === 0 && memory.things.size === 0;

/**
 * The facts that count: lengths from where things are by all evidence, and what is not believed. A causal fold: the same
 * observations give the same facts, live and offline. An observation without evidence is left as it is.
 */
export const fuse = (state: FuseState, observation: Observation, gripper: string): FuseStep => {
  const { evidence, stamp, up, pose } = observation;
  if (!evidence || observation.failure) return { state, observation };
  const others = (observation.others ?? []).flatMap((other) => fromOtherCamera(other, observation));
  const told = [...evidence, ...others];
  if (!isBesides(told) && isFresh(state)) return { state, observation };
  const distances = distancesFrom(gripper, observation.facts);
  const placed = placeThings(told, { scale: state.scale, gripper, distances });
  const { memory, things } = rememberThings(state.memory, placed.things, { stamp, pose, gripper });
  const found = observation.unanswered.map((each) => ({ each, facts: standIn(each, things, up) }));
  const facts = observation.facts.map((fact) => fusedFact(fact, things, up));
  return {
    state: { scale: placed.scale, memory },
    observation: {
      ...observation,
      facts: [...facts, ...found.flatMap((one) => one.facts)],
      unanswered: found.flatMap((one) => (one.facts.length > 0 ? [] : [one.each])),
      refused: [...(observation.refused ?? []), ...refusals(placed.things)],
    },
  };
};
