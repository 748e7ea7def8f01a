import {
  add,
  addCovariance,
  type Covariance,
  isotropic,
  norm,
  type Seconds,
  type Stamp,
  scaleCovariance,
  secondsBetween,
  subtract,
} from "../core/index.js";
import { type Doubt, doubted, fits, isMoved, noDoubt } from "./doubt.js";
import { fitOf, grown, type Place, updated } from "./place.js";

/** What is remembered of a thing, in a frame that stays where it is. */
export interface Remembered {
  readonly stamp: Stamp;
  /** Of the first sighting that this rests on, and of the last. */
  readonly since: Stamp;
  readonly fitted: Stamp;
  /** Where it stands if nothing moves it; errors that sightings have in common apart. */
  readonly standing: Place;
  /** Where it is from the gripper if that holds it; absent where the gripper is too far away. */
  readonly held?: Place;
  /** How much more probable it is held than standing: the logarithm of the odds. */
  readonly odds: number;
  /** What sightings have in common, of the last one. */
  readonly common: Covariance;
  readonly doubt: Doubt;
}

export interface Recalled extends Place {
  readonly next: Remembered;
  /** What was seen did not fit what is remembered, and is not believed yet. */
  readonly isDoubted: boolean;
}

/** How far things stray that stand still: 1 σ in a second. [m] */
const stray = 0.006;
/** Of a sighting's variance, what its neighbours in time have in common. */
const commonShare = 0.75;
/** What is not seen may have been moved by anyone: 1 σ, growing with each second. [m] */
const unseen = 0.02;
/** Only what is so near the tool centre point can be held; it lies about so far from it, 1 σ. [m] */
const reach = 0.09;
const grasp = 0.02;
/** Odds are remembered for about this long, and never certain. */
const oddsFor: Seconds = 3;
const mostOdds = 5;

const fromGripper = (place: Place, gripper: Place | undefined): Place | undefined => {
  if (!gripper) return undefined;
  const point = subtract(place.point, gripper.point);
  return Math.hypot(...point) < reach ? { point, covariance: place.covariance } : undefined;
};

const asGrasped = (held: Place): Place =>
  updated(held, { point: [0, 0, 0], covariance: isotropic(grasp ** 2) });

/** A sighting without what it errs by together with its neighbours in time. */
const ownOf = ({ point, covariance }: Place): Place => ({
  point,
  covariance: scaleCovariance(covariance, 1 - commonShare),
});

const commonOf = ({ covariance }: Place): Covariance => scaleCovariance(covariance, commonShare);

const begun = (stamp: Stamp, seen: Place, gripper: Place | undefined): Remembered => {
  const own = ownOf(seen);
  const held = fromGripper(own, gripper);
  return {
    stamp,
    since: stamp,
    fitted: stamp,
    standing: own,
    ...(held && { held }),
    odds: 0,
    common: commonOf(seen),
    doubt: noDoubt,
  };
};

const told = (next: Remembered, place: Place, isDoubted = false): Recalled => ({
  next,
  point: place.point,
  covariance: addCovariance(place.covariance, next.common),
  isDoubted,
});

/** Where it is expected: standing, or carried along with the gripper. */
const expected = (before: Remembered, stamp: Stamp, gripper: Place | undefined, sigma: number) => {
  const dt = Math.max(0, secondsBetween(before.stamp, stamp));
  const standing = grown(before.standing, sigma * Math.sqrt(dt));
  const held = before.held &&
    gripper && {
      point: add(gripper.point, before.held.point),
      covariance: addCovariance(before.held.covariance, isotropic((sigma * Math.sqrt(dt)) ** 2)),
    };
  return { standing, held, odds: before.odds * Math.exp(-dt / oddsFor) };
};

const clamped = (odds: number): number => Math.max(-mostOdds, Math.min(mostOdds, odds));

/** How far a sighting is from where the thing is expected, in space and in time. */
const misfitOf = (before: Remembered, stamp: Stamp, seen: Place, way: Place, square: number) => ({
  square,
  away: norm(subtract(seen.point, way.point)),
  quiet: secondsBetween(before.fitted, stamp),
  age: secondsBetween(before.since, before.fitted),
});

/** One sighting more. Where it stands and where it would be in the gripper are followed side by side; what it does decides. */
const resighted = (
  before: Remembered,
  stamp: Stamp,
  seen: Place,
  gripper: Place | undefined,
): Recalled => {
  const { standing, held, odds: kept } = expected(before, stamp, gripper, stray);
  const stands = fitOf(standing, seen);
  const moves = held && fitOf(held, seen);
  // What fits neither says nothing of which it is.
  const tells = moves && (fits(moves.square) || fits(stands.square));
  const odds = clamped(moves ? kept + (tells ? moves.log - stands.log : 0) : 0);
  const isHeld = held !== undefined && odds > 0;
  const [way, square] = isHeld ? [held, moves?.square ?? 0] : [standing, stands.square];
  const isDoubted = !fits(square);
  const misfit = misfitOf(before, stamp, seen, way, square);
  const doubt = isDoubted ? doubted(before.doubt, misfit) : noDoubt;
  if (isMoved(doubt, misfit)) {
    const next = begun(stamp, seen, gripper);
    return told(next, next.standing);
  }
  const place = isDoubted ? way : updated(way, ownOf(seen));
  const nextHeld = fromGripper(place, gripper);
  const grasped = isHeld && nextHeld ? asGrasped(nextHeld) : nextHeld;
  const next: Remembered = {
    stamp,
    since: before.since,
    fitted: isDoubted ? before.fitted : stamp,
    standing: place,
    ...(grasped && { held: grasped }),
    odds,
    common: isDoubted ? before.common : commonOf(seen),
    doubt,
  };
  const inGrasp = isHeld && grasped && gripper;
  return told(
    next,
    inGrasp ? { point: add(gripper.point, grasped.point), covariance: grasped.covariance } : place,
    isDoubted,
  );
};

/**
 * Where a thing is by all sightings so far. Both places in a frame that stays where it is; `seen` undefined: it was not
 * seen this time, and `gripper` where it isn't surely known. Pure. Undefined while nothing was ever seen.
 */
export const recall = (
  before: Remembered | undefined,
  stamp: Stamp,
  seen: Place | undefined,
  gripper: Place | undefined,
): Recalled | undefined => {
  if (!before || secondsBetween(before.stamp, stamp) < 0) {
    const next = seen && begun(stamp, seen, gripper);
    return next && told(next, next.standing);
  }
  if (seen) return resighted(before, stamp, seen, gripper);
  const { standing, held, odds } = expected(before, stamp, gripper, unseen);
  const place = held && odds > 0 ? held : standing;
  const nextHeld = fromGripper(place, gripper);
  const next = { ...before, stamp, standing: place, odds, ...(nextHeld && { held: nextHeld }) };
  return told(next, place);
};
