import {
  distanceBetween,
  inParent,
  type Metres,
  type Observation,
  type SpatialFact,
  type Stamp,
  secondsBetween,
  type Vec3,
} from "../core/index.js";
import type { Task } from "../reward/index.js";

/** Where a thing was when it was last seen where it could be. */
interface Place {
  readonly stamp: Stamp;
  readonly point: Vec3;
  /** Of the point: the robot's base or the world where the camera's pose is known; empty: the camera's own. */
  readonly frame: string;
  /** Since when it has been seen elsewhere: what can't be reached at once isn't reached by waiting. */
  readonly astraySince?: Stamp;
}

/** By the phrase that names the thing. */
export type Whereabouts = ReadonlyMap<string, Place>;

/** A thing that is seen where it can't have got to. */
export interface Astray {
  readonly thing: string;
  readonly metres: Metres;
}

/** Less probable sightings tell nothing of where it is. */
const leastVisible = 0.1;
/** Of the distance from the camera: by as much a model's place of a thing wavers from frame to frame. */
const waver = 0.1;
/** Of max_speed: things that are carried are slower than the hand that reaches for them. */
const carried = 0.25;

/** Of that reach, for what went astray: near the edge it would be believed by the next frame's error. */
const back = 0.5;

interface Sighting {
  readonly point: Vec3;
  readonly probability: number;
}

/** Of one question's place, not now this one's and then that one's: the thing's own, or else any that points at it. */
const sightingOf = (facts: readonly SpatialFact[], thing: string): Sighting | undefined => {
  const own = facts.find(({ relation, subject }) => relation === "visible" && subject === thing);
  if (own?.subjectPoint && "probability" in own)
    return { point: own.subjectPoint, probability: own.probability };
  for (const { subject, object, subjectPoint, objectPoint, confidence } of facts) {
    if (subject === thing && subjectPoint) return { point: subjectPoint, probability: confidence };
    if (object === thing && objectPoint) return { point: objectPoint, probability: confidence };
  }
  return undefined;
};

/** Where a camera's pose is known it may move; else it must stand still. */
const placeOf = ({ pose, stamp }: Observation, point: Vec3): Place =>
  pose
    ? { stamp, point: inParent(pose.pose, point), frame: pose.frame }
    : { stamp, point, frame: "" };

/** Seconds: how far a thing can get is not counted on for longer, or everything could be anywhere. */
const longestStep = 0.5;

/** How far a thing may be from where it was seen last. */
const reachOf = (maxSpeed: number, last: Place, { stamp }: Place, seen: Vec3): Metres => {
  const gap = Math.min(secondsBetween(last.stamp, last.astraySince ?? stamp), longestStep);
  const reach = waver * Math.hypot(...seen) + carried * maxSpeed * gap;
  return last.astraySince === undefined ? reach : back * reach;
};

/**
 * Follows where the task's things are, the gripper aside. A thing doesn't jump: one that is seen elsewhere all at once
 * is another one, or a picture of it, until it is seen again where it was left.
 */
export const stepWhereabouts = (
  { objects, maxSpeed }: Task,
  before: Whereabouts,
  observation: Observation,
): { readonly whereabouts: Whereabouts; readonly astray: readonly Astray[] } => {
  const whereabouts = new Map(before);
  const astray: Astray[] = [];
  for (const thing of Object.values(objects)) {
    const sighting = sightingOf(observation.facts, thing);
    if (!sighting || !(sighting.probability >= leastVisible)) continue;
    // Nowhere is near everywhere: it would be followed to wherever it is seen next.
    if (!sighting.point.every(Number.isFinite)) continue;
    const place = placeOf(observation, sighting.point);
    const last = before.get(thing);
    const metres = last?.frame === place.frame ? distanceBetween(last.point, place.point) : 0;
    const isAstray = last && metres > reachOf(maxSpeed, last, place, sighting.point);
    if (isAstray) astray.push({ thing, metres });
    whereabouts.set(thing, isAstray ? { astraySince: place.stamp, ...last } : place);
  }
  return { whereabouts, astray };
};
