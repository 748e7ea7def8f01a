import {
  addCovariance,
  type Covariance,
  cross,
  groupBy,
  inverseOf,
  norm,
  type PointEvidence,
  scale as scaled,
  timesVector,
  type Vec3,
} from "../core/index.js";
import type { Measure } from "./apart.js";
import { type FusedPoint, fusePoints } from "./fuse-points.js";
import { onRay } from "./on-ray.js";
import { acrossOf, relativeVariance, withDepth } from "./ray.js";
import {
  type Anchor,
  learnScale,
  loadingIn,
  loadingOf,
  ownVariance,
  type Scale,
  type ScaleState,
  scaleFor,
} from "./scale.js";
import { isMeasured, kindOf } from "./trust.js";

/** A thing's place by all that is known, and what the model alone has said of it. */
export interface PlacedThing extends FusedPoint {
  readonly thing: string;
  readonly said?: PointEvidence;
  /** Of the model's lengths in this picture: the logarithm of true by told, by all but the thing itself. */
  readonly scale: Scale;
  /** How the point follows the scale that things in the picture share. [m] */
  readonly lever: Vec3;
  /** How far the model takes it to be from the gripper is in the point already. */
  readonly byDistance?: true;
}

/** What is known before a picture, and what the model says of it besides places. */
export interface Before {
  readonly scale: ScaleState;
  /** The phrase for the gripper. */
  readonly gripper: string;
  /** How far things are from the gripper, by their phrases. */
  readonly distances?: ReadonlyMap<string, Measure>;
}

export interface PlacedThings {
  readonly things: ReadonlyMap<string, PlacedThing>;
  /** With what this picture tells. */
  readonly scale: ScaleState;
}

/** Depths known worse than this share tell nothing of a model's scale. */
const sureShare = 0.4;
/** What lies beside the ray by more than so many σ is not what the model points at. */
const beside = 3.5;
/** A depth off by more than so many σ of what the scale may be is of something else. */
const farOff = 3.5;

/** What is known of a thing's depth besides the model, against what the model says. */
const anchorOf = (
  thing: string,
  said: PointEvidence,
  others: readonly PointEvidence[],
  loading: number,
): readonly Anchor[] => {
  const fused = fusePoints(others);
  if (!fused) return [];
  const range = norm(said.point);
  const off = norm(cross(fused.point, scaled(said.point, 1 / range)));
  if (off ** 2 > beside ** 2 * (acrossOf(said) + acrossOf({ ...said, ...fused }))) return [];
  const relative = relativeVariance({ ...said, ...fused });
  const told = relativeVariance(said);
  const own = ownVariance(told, loading);
  const log = Math.log(norm(fused.point) / range);
  const isFar = log ** 2 >= farOff ** 2 * (told + relative);
  return relative < sureShare ** 2
    ? [{ thing, log, variance: own + relative, loading, isFar }]
    : [];
};

/** How a fused point moves with the scale: by as much of it as rests on the model. */
const leverOf = (
  fused: FusedPoint,
  corrected: PointEvidence | undefined,
  loading: number,
): Vec3 => {
  const isUsed = corrected && fused.used.includes(corrected);
  const information = isUsed ? inverseOf(corrected.covariance) : undefined;
  if (!corrected || !information) return [0, 0, 0];
  return scaled(timesVector(fused.covariance, timesVector(information, corrected.point)), loading);
};

/** A length that a model has told, true by its scale. */
const byScale = ({ metres, variance }: Measure, { log }: Scale): Measure => {
  const factor = Math.exp(log);
  return { metres: metres * factor, variance: variance * factor ** 2 };
};

interface Part {
  readonly thing: string;
  readonly loading: number;
  readonly said: PointEvidence | undefined;
  readonly others: readonly PointEvidence[];
}

/** The gripper's place where its kinematics tell it. */
const handOf = (part: Part | undefined): FusedPoint | undefined =>
  part?.others.some(({ source }) => source === "tf") ? fusePoints(part.others) : undefined;

/**
 * Where things are by all evidence of one picture. The model's depths are first corrected by what the other things in
 * the picture, whose depth is known, tell of its scale; then each thing's sources are weighed.
 */
export const placeThings = (
  evidence: readonly PointEvidence[],
  { scale, gripper, distances }: Before,
): PlacedThings => {
  const parts: readonly Part[] = [...groupBy(evidence, ({ thing }) => thing)].map(
    ([thing, all]) => ({
      thing,
      loading: loadingOf(thing === gripper),
      said: all.find((each) => !isMeasured(each.source)),
      others: all.filter((each) => isMeasured(each.source)),
    }),
  );
  const anchors = parts.flatMap(({ thing, said, others, loading }) =>
    said ? anchorOf(thing, said, others, loading) : [],
  );
  const learnt = learnScale(scale, anchors);
  const hand = handOf(parts.find(({ thing }) => thing === gripper));
  const placed = parts.flatMap(({ thing, said, others, loading }): readonly PlacedThing[] => {
    const own = scaleFor(learnt, thing);
    const follows = loadingIn(own, loading);
    const relative =
      said && ownVariance(relativeVariance(said), loading) + follows ** 2 * own.variance;
    const corrected =
      said && relative !== undefined
        ? withDepth(said, Math.exp(follows * own.log), relative)
        : undefined;
    const distance = distances?.get(thing);
    const byDistance =
      hand && distance && corrected && others.every(({ source }) => kindOf(source) === "known");
    const told = byDistance ? onRay(corrected, hand, byScale(distance, own)) : corrected;
    const fused = fusePoints(told ? [told, ...others] : others);
    if (!fused) return [];
    const lever = leverOf(fused, told, follows);
    return [
      {
        ...fused,
        thing,
        scale: own,
        lever,
        ...(said && { said }),
        ...(byDistance && { byDistance: true as const }),
      },
    ];
  });
  return { scale: learnt, things: new Map(placed.map((each) => [each.thing, each])) };
};

/** Whether a thing is where a model puts it: little else is known of its depth. */
export const restsOnModel = ({ lever, point }: PlacedThing): boolean =>
  norm(lever) > norm(point) / 4;

/** Of the difference of two places: what they share with the scale cancels. */
export const betweenCovariance = (a: PlacedThing, b: PlacedThing): Covariance => {
  const shared = Math.min(a.scale.variance, b.scale.variance);
  const outer = (u: Vec3, v: Vec3): Covariance => [
    2 * u[0] * v[0],
    u[0] * v[1] + u[1] * v[0],
    u[0] * v[2] + u[2] * v[0],
    2 * u[1] * v[1],
    u[1] * v[2] + u[2] * v[1],
    2 * u[2] * v[2],
  ];
  const common = outer(a.lever, b.lever).map((each) => -shared * each);
  const [xx = 0, xy = 0, xz = 0, yy = 0, yz = 0, zz = 0] = common;
  return addCovariance(addCovariance(a.covariance, b.covariance), [xx, xy, xz, yy, yz, zz]);
};
