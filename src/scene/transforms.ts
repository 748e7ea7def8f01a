import {
  conjugate,
  nanosecondsPerSecond,
  norm,
  type Quaternion,
  rotate,
  type Stamp,
  scale,
  type Vec3,
} from "../core/index.js";
import type { StampedTransform } from "../messages/index.js";

/** Frames whose z axis points against gravity by convention (REP-105), the surest first. */
const gravityAligned: readonly string[] = [
  "earth",
  "map",
  "world",
  "odom",
  "base_footprint",
  "base_link",
];

/** Older transforms are forgotten, as tf2's buffer does. */
const remembered = 10n * nanosecondsPerSecond;
/** A stamp that goes back further is another clock's: what was known by the first one is void. */
const jump = nanosecondsPerSecond;

/** A link of the tree. */
export type Transform = Omit<StampedTransform, "stamp"> & {
  /** Absent, or 0: it counts always (/tf_static). */
  readonly stamp?: Stamp;
};

/** What /tf and /tf_static have said so far, by time. */
export interface TransformHistory {
  readonly add: (transform: Transform) => void;
  /**
   * Unit vector against gravity in `frameId` at a time, by the newest transforms at or before it, or the first after;
   * undefined while no path leads to a gravity-aligned frame.
   */
  readonly upIn: (frameId: string, stamp: Stamp) => Vec3 | undefined;
  /** Whether no transform that is still to come can change what `upIn` says of this time. */
  readonly isToldUpTo: (frameId: string, stamp: Stamp) => boolean;
}

interface Link {
  readonly stamp: Stamp;
  readonly parent: string;
  readonly rotation: Quaternion;
}

/** Of one child frame; `fixed` counts where nothing moves. */
interface Links {
  readonly moving: Link[];
  fixed?: Link;
}

/** ROS 1 recordings write "/map", ROS 2 "map". */
const bare = (frameId: string): string => frameId.replace(/^\//, "");

/** A parent's vector in its child's frame. */
const intoChild = (rotation: Quaternion, v: Vec3): Vec3 => rotate(conjugate(rotation), v);

const normalised = (q: Quaternion): Quaternion | undefined => {
  const length = Math.hypot(...q);
  return length > 0.5 && length < 2
    ? [q[0] / length, q[1] / length, q[2] / length, q[3] / length]
    : undefined;
};

/** So many that are too old are let go of together. */
const atOnce = 1024;

/** In the order of their stamps; most come in it. The newest that is too old still counts up to the one after it. */
const addLink = (moving: Link[], link: Link): void => {
  const newest = moving.at(-1);
  if (newest && newest.stamp - link.stamp > jump) moving.length = 0;
  moving.splice(moving.findLastIndex(({ stamp }) => stamp <= link.stamp) + 1, 0, link);
  const oldest = (moving.at(-1)?.stamp ?? link.stamp) - remembered;
  if ((moving[atOnce]?.stamp ?? oldest) < oldest) moving.splice(0, atOnce);
};

const linkAt = ({ moving, fixed }: Links, stamp: Stamp): Link | undefined =>
  moving.findLast((link) => link.stamp <= stamp) ?? moving[0] ?? fixed;

interface Step {
  readonly child: string;
  readonly link: Link;
}

export const createTransformHistory = (): TransformHistory => {
  const byChild = new Map<string, Links>();

  /** Links from `frameId` up to the root. A loop in a broken tree ends the climb. */
  const ancestry = (frameId: string, stamp: Stamp): readonly Step[] => {
    const path: Step[] = [];
    let child = bare(frameId);
    for (;;) {
      const link = linkAt(byChild.get(child) ?? { moving: [] }, stamp);
      if (!link || path.some((step) => step.child === link.parent)) return path;
      path.push({ child, link });
      child = link.parent;
    }
  };

  /** From `frameId` to the surest gravity-aligned frame above it; undefined where there is none. */
  const toGravity = (frameId: string, stamp: Stamp): readonly Step[] | undefined => {
    const path = ancestry(frameId, stamp);
    const names = [bare(frameId), ...path.map(({ link }) => link.parent)];
    const root = gravityAligned.find((name) => names.includes(name));
    return root === undefined ? undefined : path.slice(0, names.indexOf(root));
  };

  return {
    add: ({ stamp = 0n, parent, child, rotation }) => {
      const unit = normalised(rotation);
      if (!unit) return;
      const links: Links = byChild.get(bare(child)) ?? { moving: [] };
      byChild.set(bare(child), links);
      const link = { stamp, parent: bare(parent), rotation: unit };
      if (stamp === 0n) links.fixed = link;
      else addLink(links.moving, link);
    },
    upIn: (frameId, stamp) => {
      const up = toGravity(frameId, stamp)?.reduceRight<Vec3>(
        (v, { link }) => intoChild(link.rotation, v),
        [0, 0, 1],
      );
      return up && scale(up, 1 / norm(up));
    },
    isToldUpTo: (frameId, stamp) =>
      toGravity(frameId, stamp)?.every(({ child, link }) => {
        const newest = byChild.get(child)?.moving.at(-1);
        return newest === undefined || newest.stamp >= stamp || link.stamp === 0n;
      }) ?? false,
  };
};
