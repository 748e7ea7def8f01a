import {
  compose,
  cross,
  type Intrinsics,
  type Metres,
  type Pixel,
  type Pose,
  project,
  rotate,
  seenFrom,
  subtract,
  turnInto,
  type Vec3,
} from "../core/index.js";
import { turnBy } from "./rotation.js";
import type { Seen, Sighting } from "./sighting.js";

/** A change of a pose: of the position, metres, and of the rotation, radians; about and along the axes of the base. */
export type Step = readonly [number, number, number, number, number, number];

export const stepped = ({ position, rotation }: Pose, [x, y, z, ...turn]: Step): Pose => {
  const turned = compose(
    { position: [0, 0, 0], rotation: turnBy(turn) },
    { position: [0, 0, 0], rotation },
  );
  const length = Math.hypot(...turned.rotation);
  const [a, b, c, d] = turned.rotation;
  return {
    position: [position[0] + x, position[1] + y, position[2] + z],
    rotation: [a / length, b / length, c / length, d / length],
  };
};

/** From where the pose has the point to where it was pointed at, in pixels; undefined behind the camera. */
export const residualOf = (
  pose: Pose,
  { inBase, pixel }: Sighting,
  k: Intrinsics,
): Pixel | undefined => {
  const expected = project(seenFrom(pose, inBase), k);
  return expected && [pixel[0] - expected[0], pixel[1] - expected[1]];
};

/** Math.hypot is ten times slower, and guards against what pixels never are. */
export const lengthOf = ([u, v]: Pixel): number => Math.sqrt(u * u + v * v);

/** Pixels that each sighting is off; infinite behind the camera. */
export const errorsOf = (pose: Pose, { sightings, intrinsics }: Seen): readonly number[] =>
  sightings.map((sighting) => {
    const off = residualOf(pose, sighting, intrinsics);
    return off ? lengthOf(off) : Number.POSITIVE_INFINITY;
  });

/** How the pixel of a point changes with a step of the pose: of u, and of v. */
export const jacobianOf = (
  pose: Pose,
  inBase: Vec3,
  { fx, fy }: Intrinsics,
): readonly [Step, Step] => {
  const [x, y, z] = seenFrom(pose, inBase);
  const arm = subtract(inBase, pose.position);
  // In the axes of the base: the gradients of u and v over the point.
  const alongU = rotate(pose.rotation, [fx / z, 0, (-fx * x) / z ** 2]);
  const alongV = rotate(pose.rotation, [0, fy / z, (-fy * y) / z ** 2]);
  return [withStep(alongU, arm), withStep(alongV, arm)];
};

/** A camera that moves or turns leaves the point behind: d(point) = −d(position) + arm × d(rotation). */
const withStep = (gradient: Vec3, arm: Vec3): Step => [
  -gradient[0],
  -gradient[1],
  -gradient[2],
  ...cross(gradient, arm),
];

/** Along the optical axis. */
export const depthOf = (pose: Pose, inBase: Vec3): Metres =>
  turnInto(pose, subtract(inBase, pose.position))[2];
