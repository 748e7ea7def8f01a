import {
  addCovariance,
  type Covariance,
  determinantOf,
  dot,
  inverseOf,
  type PointEvidence,
  timesVector,
  type Vec3,
} from "../core/index.js";
import { isMeasured, isPointed, trustIn } from "./trust.js";

/** What several sources make of one thing's place. */
export interface FusedPoint {
  readonly point: Vec3;
  readonly covariance: Covariance;
  readonly used: readonly PointEvidence[];
  /** Those that can't well be right together with the ones that were used. */
  readonly refused: readonly PointEvidence[];
}

/** What sources know together: information matrices and vectors add up. */
interface Sum {
  readonly information: Covariance;
  readonly vector: Vec3;
  /** Σ zᵀ C⁻¹ z. */
  readonly square: number;
  /** Σ ln |C| + 3 ln 2π. */
  readonly volume: number;
  /** Logarithm of how probable it is beforehand that these are right and the rest wrong. */
  readonly odds: number;
}

interface Known extends Sum {
  readonly evidence: PointEvidence;
}

/** How far off a source is that is wrong, 1 σ in metres: another thing, a wall behind it, a late transform. */
const astray = 0.2;
/** Of more sources than this it would take long to try which ones agree; the surest are kept. */
const most = 8;

const dimensionVolume = 3 * Math.log(2 * Math.PI);
const wrongDensity = 1 / ((2 * Math.PI) ** 1.5 * astray ** 3);

const knownOf = (evidence: PointEvidence): readonly Known[] => {
  const { covariance, point, source } = evidence;
  const information = inverseOf(covariance);
  const determinant = determinantOf(covariance);
  if (!information || !(determinant > 0) || !point.every(Number.isFinite)) return [];
  const vector = timesVector(information, point);
  const trust = trustIn(source);
  return [
    {
      evidence,
      information,
      vector,
      square: dot(vector, point),
      volume: Math.log(determinant) + dimensionVolume,
      odds: Math.log(trust / ((1 - trust) * wrongDensity)),
    },
  ];
};

const plus = (a: Sum, b: Sum): Sum => ({
  information: addCovariance(a.information, b.information),
  vector: [a.vector[0] + b.vector[0], a.vector[1] + b.vector[1], a.vector[2] + b.vector[2]],
  square: a.square + b.square,
  volume: a.volume + b.volume,
  odds: a.odds + b.odds,
});

interface Solved {
  readonly point: Vec3;
  readonly covariance: Covariance;
  /** Logarithm of how probable it is that these sources and no others are right. */
  readonly score: number;
}

/** Where they agree best, and how probable it is that they would say what they say of one point. */
const solved = (sum: Sum): Solved | undefined => {
  const covariance = inverseOf(sum.information);
  const determinant = determinantOf(sum.information);
  if (!covariance || !(determinant > 0)) return undefined;
  const point = timesVector(covariance, sum.vector);
  const apart = Math.max(0, sum.square - dot(sum.vector, point));
  const score = sum.odds - (apart + sum.volume + Math.log(determinant) - dimensionVolume) / 2;
  return { point, covariance, score };
};

interface Choice extends Solved {
  readonly members: number;
}

/** The most probable set of right ones among all sets of sources. */
const mostProbable = (sources: readonly Known[]): Choice | undefined => {
  // By the bits of their members: each source joins every set that was made before it, the empty one first.
  const sums: (Sum | undefined)[] = [undefined];
  let best: Choice | undefined;
  for (const source of sources)
    for (const before of [...sums]) {
      const members = sums.length;
      const sum = before ? plus(before, source) : source;
      sums.push(sum);
      const found = solved(sum);
      if (found && (!best || found.score > best.score)) best = { ...found, members };
    }
  return best;
};

/** So that the order in which sources are asked changes nothing. */
const bySureness = (a: Known, b: Known): number =>
  a.volume - b.volume || (a.evidence.source < b.evidence.source ? -1 : 1);

const fused = (evidence: readonly PointEvidence[]): FusedPoint | undefined => {
  const sources = evidence.flatMap(knownOf).sort(bySureness).slice(0, most);
  const best = mostProbable(sources);
  if (!best) return undefined;
  const isMember = (at: number): boolean => ((best.members >> at) & 1) === 1;
  return {
    point: best.point,
    covariance: best.covariance,
    used: sources.filter((_, at) => isMember(at)).map((source) => source.evidence),
    refused: sources.filter((_, at) => !isMember(at)).map((source) => source.evidence),
  };
};

/**
 * One point from what several sources say of it: the inverse-covariance mean of those that are most probably right. Each
 * is trusted as far as its kind is; a wrong one lies anywhere within some decimetres. So of two that disagree the less
 * trusted is refused, and what two of three agree on outvotes the third; how far off a refused one is changes nothing.
 * What is read where a model points (its own depth, a measured one, the table's) is wrong together where it points at
 * something else: among other sources it counts as one. Undefined of nothing that has a covariance.
 */
export const fusePoints = (evidence: readonly PointEvidence[]): FusedPoint | undefined => {
  const apart = evidence.filter(({ source }) => !isPointed(source));
  const pointed = fused(evidence.filter(({ source }) => isPointed(source)));
  if (!pointed || apart.length === 0) return pointed ?? fused(apart);
  const [first] = pointed.used.filter(({ source }) => !isMeasured(source)).concat(pointed.used);
  if (!first) return fused(apart);
  const together = { ...first, point: pointed.point, covariance: pointed.covariance };
  const all = fused([together, ...apart]);
  if (!all) return undefined;
  const resolved = (list: readonly PointEvidence[]): readonly PointEvidence[] =>
    list.flatMap((each) => (each === together ? pointed.used : [each]));
  return {
    ...all,
    used: resolved(all.used),
    refused: [...resolved(all.refused), ...pointed.refused],
  };
};
