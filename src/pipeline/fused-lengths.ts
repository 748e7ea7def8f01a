import {
  isLengthFact,
  isLengthRelation,
  isUnaryRelation,
  type LengthFact,
  type LengthRule,
  lengthDefinition,
  norm,
  type Query,
  type SingleSource,
  type SpatialFact,
  subtract,
  type Unanswered,
  type Vec3,
} from "../core/index.js";
import {
  apart,
  betweenCovariance,
  isMeasured,
  kindOf,
  listed,
  type Measure,
  type PlacedThing,
  type PlacedThings,
  restsOnModel,
} from "../estimate/index.js";

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
export const fusedFact = (
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
export const standIn = (
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
