import { add, cross, scale, subtract, type Vec3 } from "./geometry.js";

/** x, y, z, w; of unit length. Turns vectors of the child frame into the parent's. */
export type Quaternion = readonly [number, number, number, number];

/** Where a child frame is in its parent. [m] */
export interface Pose {
  readonly position: Vec3;
  readonly rotation: Quaternion;
}

export const identityPose: Pose = { position: [0, 0, 0], rotation: [0, 0, 0, 1] };

export const rotate = ([x, y, z, w]: Quaternion, v: Vec3): Vec3 => {
  const axis: Vec3 = [x, y, z];
  const t = scale(cross(axis, v), 2);
  return add(add(v, scale(t, w)), cross(axis, t));
};

const product = (a: Quaternion, b: Quaternion): Quaternion => [
  a[3] * b[0] + a[0] * b[3] + a[1] * b[2] - a[2] * b[1],
  a[3] * b[1] - a[0] * b[2] + a[1] * b[3] + a[2] * b[0],
  a[3] * b[2] + a[0] * b[1] - a[1] * b[0] + a[2] * b[3],
  a[3] * b[3] - a[0] * b[0] - a[1] * b[1] - a[2] * b[2],
];

/** The child of a child. */
export const compose = (parent: Pose, child: Pose): Pose => ({
  position: add(parent.position, rotate(parent.rotation, child.position)),
  rotation: product(parent.rotation, child.rotation),
});

export const conjugate = ([x, y, z, w]: Quaternion): Quaternion => [-x, -y, -z, w];

/** A vector of the parent in the frame's own axes. */
export const turnInto = ({ rotation }: Pose, v: Vec3): Vec3 => rotate(conjugate(rotation), v);

/** A point of the parent as the frame sees it. */
export const seenFrom = (pose: Pose, point: Vec3): Vec3 =>
  turnInto(pose, subtract(point, pose.position));

/** A point of the frame as the parent has it. */
export const inParent = ({ position, rotation }: Pose, point: Vec3): Vec3 =>
  add(position, rotate(rotation, point));

/** Where the parent is in the child. */
export const inversePose = (pose: Pose): Pose => ({
  position: seenFrom(pose, [0, 0, 0]),
  rotation: conjugate(pose.rotation),
});

/** Between two poses a short time apart: `share` 0 is the first, 1 the second. */
export const poseBetween = (a: Pose, b: Pose, share: number): Pose => {
  const position = add(scale(a.position, 1 - share), scale(b.position, share));
  // q and -q are one rotation: the nearer one, or the way leads round the far side.
  const sign =
    a.rotation.reduce((sum, each, i) => sum + each * (b.rotation[i] ?? 0), 0) < 0 ? -1 : 1;
  const mixed = a.rotation.map(
    (each, i) => each * (1 - share) + sign * share * (b.rotation[i] ?? 0),
  );
  const [x = 0, y = 0, z = 0, w = 1] = mixed.map((each) => each / Math.hypot(...mixed));
  return { position, rotation: [x, y, z, w] };
};
