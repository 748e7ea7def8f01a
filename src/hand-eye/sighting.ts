import type { Intrinsics, Metres, Pixel, Vec3 } from "../core/index.js";

/** Where the robot has a point of its own at one time, and where a camera sees it. In order of their stamps. */
export interface Sighting {
  /** Metres, in the frame that the camera stands still in. */
  readonly inBase: Vec3;
  /** Of a pinhole's picture. */
  readonly pixel: Pixel;
  /** Along the optical axis, as a model that lifts what it points at believes. */
  readonly depth?: Metres;
}

/**
 * What a source that points errs by alike wherever the point is near the same place: it looks like another pose, so no
 * residual shows it.
 */
export interface CommonError {
  /** One standard deviation of an axis, as a share of the focal length. */
  readonly share: number;
  /** Standard deviation of the distance over which it is alike. */
  readonly reach: Metres;
}

/** What a camera's pose is estimated from. */
export interface Seen {
  readonly sightings: readonly Sighting[];
  readonly intrinsics: Intrinsics;
  readonly common?: CommonError;
}
