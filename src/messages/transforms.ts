import { norm, scale, type Vec3 } from "../core/index.js";
import { type Quaternion, type StampedTransform, transformsIn } from "./transform-message.js";

/** A link of the tree. */
export type Transform = Omit<StampedTransform, "stamp">;

/** Frames whose z axis points against gravity by convention (REP-105), the surest first. */
export const gravityAligned: readonly string[] = [
  "earth",
  "map",
  "world",
  "odom",
  "base_footprint",
  "base_link",
];

/** The newest transform of each child frame; what a recording's /tf and /tf_static have said so far. */
export interface TransformTree {
  readonly add: (transform: Transform) => void;
  /** Unit vector against gravity, in `frameId`; undefined while no path leads to a gravity-aligned frame. */
  readonly upIn: (frameId: string) => Vec3 | undefined;
}

/** ROS 1 recordings write "/map", ROS 2 "map". */
const bare = (frameId: string): string => frameId.replace(/^\//, "");

const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

/** A parent's vector in its child's frame: rotation by the conjugate of a unit quaternion. */
const intoChild = ([x, y, z, w]: Quaternion, v: Vec3): Vec3 => {
  const axis: Vec3 = [-x, -y, -z];
  const t = scale(cross(axis, v), 2);
  const u = cross(axis, t);
  return [v[0] + w * t[0] + u[0], v[1] + w * t[1] + u[1], v[2] + w * t[2] + u[2]];
};

const normalised = (q: Quaternion): Quaternion | undefined => {
  const length = Math.hypot(...q);
  return length > 0.5 && length < 2
    ? [q[0] / length, q[1] / length, q[2] / length, q[3] / length]
    : undefined;
};

export const createTransformTree = (): TransformTree => {
  const byChild = new Map<string, { readonly parent: string; readonly rotation: Quaternion }>();

  /** Frames from `frameId` up to the root, itself included. A loop in a broken tree ends the climb. */
  const ancestry = (frameId: string): readonly string[] => {
    const path = [frameId];
    for (
      let at = byChild.get(frameId);
      at && !path.includes(at.parent);
      at = byChild.get(at.parent)
    )
      path.push(at.parent);
    return path;
  };

  const upIn = (frameId: string): Vec3 | undefined => {
    const path = ancestry(bare(frameId));
    const root = gravityAligned.find((name) => path.includes(name));
    if (root === undefined) return undefined;
    const descent = path.slice(0, path.indexOf(root)).reverse();
    const up = descent.reduce<Vec3>(
      (v, child) => {
        const link = byChild.get(child);
        return link ? intoChild(link.rotation, v) : v;
      },
      [0, 0, 1],
    );
    return scale(up, 1 / norm(up));
  };

  return {
    add: ({ parent, child, rotation }) => {
      const unit = normalised(rotation);
      if (unit) byChild.set(bare(child), { parent: bare(parent), rotation: unit });
    },
    upIn,
  };
};

/** Of a decoded tf2_msgs/TFMessage. @throws SpatialRewardError message.malformed for anything else */
export const addTransforms = (tree: TransformTree, message: unknown): void => {
  for (const transform of transformsIn(message, "TF")) tree.add(transform);
};
