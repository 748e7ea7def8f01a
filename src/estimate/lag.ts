import {
  add,
  addCovariance,
  dot,
  isotropic,
  norm,
  type PointEvidence,
  type Seconds,
  type Stamp,
  scale,
  secondsBetween,
  subtract,
  type Vec3,
} from "../core/index.js";

/** How late a robot's transforms are beside its pictures, by all pictures so far. */
export interface LagState {
  /** Where the gripper was told to be in the last picture. */
  readonly last?: { readonly stamp: Stamp; readonly point: Vec3 };
  /** Of what a speed explains of the way between seen and told: Σ v·v and Σ v·r, older ones counting less. */
  readonly speeds: number;
  readonly ways: number;
}

export const startLag: LagState = { speeds: 0, ways: 0 };

/** What the lag is stays known, but the next picture may show the gripper put elsewhere. */
export const restartLag = ({ speeds, ways }: LagState): LagState => ({ speeds, ways });

/** Clocks of a robot's computers and a camera's exposure differ by about so much. */
const usual: Seconds = 0.1;
/** How far a model points beside the tool centre point, and for the most part to the same side throughout. [m] */
const pointing = 0.03;
/** Two pictures farther apart tell no speed. */
const longest: Seconds = 0.5;
/** No gripper is moved faster: it was put elsewhere, or a hair's breadth was divided by two stamps that nearly touch. [m/s] */
const fastest = 3;
/**
 * Clocks drift: of Σ v·v so much is kept, by which a lag is known to 10 ms. At 0.2 m/s and ten pictures a second that is
 * twenty seconds of moving.
 */
const kept = (pointing / 0.01) ** 2;

/** Late: above 0. */
export const lagOf = ({
  speeds,
  ways,
}: LagState): { readonly mean: Seconds; readonly variance: number } => {
  const variance = 1 / (1 / usual ** 2 + speeds / pointing ** 2);
  return { mean: (variance * ways) / pointing ** 2, variance };
};

/** Sure by so many σ, and more than clocks and exposures differ by anyway. */
const sure = 3;
const worthTelling: Seconds = 0.05;

/** How late transforms surely are; undefined where they may well be in time. Below 0: pictures are late. */
export const sureLag = (state: LagState): Seconds | undefined => {
  const { mean, variance } = lagOf(state);
  const isSure = Math.abs(mean) > Math.max(worthTelling, sure * Math.sqrt(variance));
  return isSure ? mean : undefined;
};

const across = (vector: Vec3, ray: Vec3): Vec3 => subtract(vector, scale(ray, dot(vector, ray)));

const speedOf = ({ last }: LagState, stamp: Stamp, point: Vec3): Vec3 | undefined => {
  const dt = last ? secondsBetween(last.stamp, stamp) : 0;
  if (!last || dt <= 0 || dt > longest) return undefined;
  const speed = scale(subtract(point, last.point), 1 / dt);
  return norm(speed) <= fastest ? speed : undefined;
};

/** One picture more: the model sees the gripper on a ray, TF tells it beside that by as far as it went in the lag. */
const learnt = (state: LagState, told: Vec3, seen: Vec3, speed: Vec3): LagState => {
  const ray = scale(seen, 1 / norm(seen));
  const way = across(scale(told, -1), ray);
  const along = across(speed, ray);
  const speeds = state.speeds + dot(along, along);
  const ways = state.ways + dot(along, way);
  // One picture in which a model points nowhere must not spoil all that come.
  if (!Number.isFinite(speeds) || !Number.isFinite(ways)) return state;
  const share = Math.min(1, kept / speeds);
  return { ...state, speeds: share * speeds, ways: share * ways };
};

/**
 * Where the gripper is when the picture was taken, though its transform may be of a moment before: by how far it is told
 * behind where it is seen, along its way, in all pictures so far.
 */
export const inTime = (
  state: LagState,
  stamp: Stamp,
  told: PointEvidence,
  seen: PointEvidence | undefined,
): { readonly state: LagState; readonly told: PointEvidence } => {
  const { point } = told;
  const speed = speedOf(state, stamp, point);
  const moved = speed && seen ? learnt(state, point, seen.point, speed) : state;
  const next = { ...moved, last: { stamp, point } };
  if (!speed) return { state: next, told };
  const { mean, variance } = lagOf(next);
  return {
    state: next,
    told: {
      ...told,
      point: add(point, scale(speed, mean)),
      covariance: addCovariance(told.covariance, isotropic(variance * dot(speed, speed))),
    },
  };
};
