import {
  type Metres,
  median,
  type Seconds,
  type Stamp,
  secondsBetween,
  type Vec3,
} from "../core/index.js";

/** Where a thing was seen: how high in the picture (per metre of depth), and at what depth. */
interface Sighting {
  readonly height: number;
  readonly depth: Metres;
}

/** What is remembered of a thing since an episode began. */
export interface RaisedState {
  /** Stamp of the first sighting. */
  readonly since?: Stamp;
  /** Those of the first second. */
  readonly first: readonly Sighting[];
}

export const startRaised: RaisedState = { first: [] };

/** Where a thing is believed to be, in the optical frame, and how probable it is that it can be seen at all. */
export interface Sighted {
  readonly point: Vec3;
  readonly visible: number;
}

/** Sightings this long after the first one tell where the thing stood; the median of them bears a wrong one or two. */
const standing: Seconds = 1;
/** Less probable sightings don't tell where it stood. Later on every one counts: a held thing is half hidden. */
const leastVisible = 0.1;

const sightingOf = ([, y, z]: Vec3): Sighting | undefined =>
  z > 0 && Number.isFinite(y / z) ? { height: -y / z, depth: z } : undefined;

/** What is known of where the thing stood, with this sighting if it tells. */
const withReference = (
  state: RaisedState,
  stamp: Stamp,
  seen: Sighting,
  visible: number,
): RaisedState => {
  const { since = stamp, first } = state;
  if (visible < leastVisible || secondsBetween(since, stamp) > standing) return state;
  return { since, first: [...first, seen] };
};

/**
 * How far a thing has risen in the picture since the episode began, in metres at the depth where it stood; 0 when it is
 * lower, undefined before it has been seen standing. Monocular models place a thing far better across the line of
 * sight than along it, so this tells a lifted thing from one that stands long before a difference of two 3D heights
 * does. The camera must stand still; seen from straight above nothing rises, and what is pushed away from a camera
 * that looks down rises, too. Pure. `sighted` undefined: nothing is said of the thing.
 */
export const stepRaised = (
  before: RaisedState,
  stamp: Stamp,
  sighted: Sighted | undefined,
): { readonly state: RaisedState; readonly metres?: Metres } => {
  const seen = sighted && sightingOf(sighted.point);
  if (!seen) return { state: before };
  const state = withReference(before, stamp, seen, sighted.visible);
  if (state.first.length === 0) return { state };
  const risen = seen.height - median(state.first.map(({ height }) => height));
  return { state, metres: Math.max(0, risen * median(state.first.map(({ depth }) => depth))) };
};
