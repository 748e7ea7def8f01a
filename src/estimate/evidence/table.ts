import {
  dot,
  lift,
  type Metres,
  norm,
  type PointEvidence,
  scale,
  subtract,
  turnInto,
  type Vec3,
} from "../../core/index.js";
import { atDepth, isSeen } from "./sighting.js";
import type { EvidenceSource, KnownExtent, Look, Pointed } from "./source.js";
import { upright } from "./upright.js";

/** How well a table's height is measured, and how well a pixel is pointed at, at the depth of the thing. [m] */
const heightError: Metres = 0.005;
const pointing = 0.006;
/** A ray that goes down less steeply than this (sine) meets the plane anywhere. */
const steepest = 0.15;
/** What is seen so near the gripper may be in its hand. [m] */
const reach = 0.09;
/** Of half a thing's height, where it was estimated. */
const unsureHalf = 0.3;

const halfHeight = (
  one: Pointed,
  up: Vec3,
  known: readonly KnownExtent[],
): readonly [Metres, Metres] => {
  const stated = known.find(
    ({ thing, dimension }) => thing === one.thing && dimension === "height",
  );
  if (stated) return [stated.metres / 2, 0.002];
  const half = (upright(one, up)?.height ?? 0.06) / 2;
  return [half, Math.max(0.01, unsureHalf * half)];
};

/** Where TF has the gripper, else where the model does. */
const gripperIn = ({ frame, pointed, gripper }: Look): Vec3 | undefined =>
  frame.gripper?.point ?? pointed.find(({ thing }) => thing === gripper)?.point;

/** What is in the gripper's hand no longer stands on the table, and the ray to it leads past its place. */
const mayBeHeld = (ray: Vec3, look: Look): boolean => {
  const hand = gripperIn(look);
  if (!hand?.every(Number.isFinite)) return false;
  const along = scale(ray, dot(hand, ray) / dot(ray, ray));
  return norm(subtract(hand, along)) < reach;
};

/** Where the ray to a thing that stands on the table is half its height above it. */
const standing =
  (table: Metres, look: Look) =>
  (one: Pointed): readonly PointEvidence[] => {
    const { frame, intrinsics, known } = look;
    const { pose } = frame;
    if (!pose || one.thing === look.gripper) return [];
    const up = turnInto(pose.pose, [0, 0, 1]);
    const ray = lift(one.pixel, 1, intrinsics);
    if (mayBeHeld(ray, look)) return [];
    const [half, halfError] = halfHeight(one, up, known);
    const fall = -dot(ray, up);
    const above = pose.pose.position[2] - table - half;
    const length = Math.hypot(...ray);
    if (fall < steepest * length || above <= 0) return [];
    const depth = above / fall;
    const stddev = Math.hypot(heightError, halfError, pointing * depth) / fall;
    return [{ source: "known", thing: one.thing, ...atDepth(one, depth, stddev, intrinsics) }];
  };

/** A table's height is known: things that stand on it are where the ray to them comes down to it. */
export const table: EvidenceSource = {
  kind: "known",
  tell: (look) => {
    const height = look.known.find(
      ({ name, dimension }) => name === "table" && dimension === "height",
    );
    if (!height) return { evidence: [] };
    return { evidence: look.pointed.filter(isSeen).flatMap(standing(height.metres, look)) };
  },
};
