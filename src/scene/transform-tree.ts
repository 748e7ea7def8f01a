import {
  nanosecondsPerSecond,
  type Pose,
  poseBetween,
  type Quaternion,
  type Seconds,
  type Stamp,
  secondsBetween,
} from "../core/index.js";
import type { StampedTransform } from "../messages/index.js";
import { createRivalry, type Rivalry } from "./rivalry.js";

/** Older transforms are forgotten, as tf2's buffer does. */
const remembered = 10n * nanosecondsPerSecond;
/** A stamp that goes back further is another clock's: what was known by the first one is void. */
const jump = nanosecondsPerSecond;
/** So many that are too old are let go of together. */
const atOnce = 1024;
/** A frame is taken to stand still for so long before its first and after its last transform, and no longer. */
export const heldFor: Seconds = 0.05;
/** Between two transforms further apart nobody knows how a frame moved. */
const longestHole: Seconds = 1;

/** A link of the tree, as a message tells it. */
export type Transform = Omit<StampedTransform, "stamp"> & {
  /** Absent, or 0: it counts always (/tf_static). */
  readonly stamp?: Stamp;
};

/** Where a frame stands in its parent, from a stamp on. */
export interface Link {
  readonly stamp: Stamp;
  readonly parent: string;
  readonly pose: Pose;
}

/** Of one child frame; `fixed` counts where nothing moves. */
interface Links {
  readonly moving: Link[];
  readonly rivalry: Rivalry;
  fixed?: Link;
}

/** Why a link can't be believed at a time. */
export type LinkFault =
  | { readonly kind: "rivals"; readonly frame: string; readonly which: string }
  /** Seconds from the nearest transform to the time; below 0 before the first. */
  | { readonly kind: "untold"; readonly frame: string; readonly seconds: Seconds };

/** The links of all frames, each over some seconds. */
export interface TransformTree {
  /** What to tell of one that is left out. */
  readonly add: (transform: Transform) => string | undefined;
  /** The newest at or before a time, or the first after; of a frame without moving ones, the fixed one. */
  readonly linkAt: (child: string, stamp: Stamp) => Link | undefined;
  /** Between the two around a time. `link` is what `linkAt` says of it. */
  readonly poseAt: (child: string, link: Link, stamp: Stamp) => Pose | LinkFault;
  /** Stamp of the last moving one. */
  readonly newestOf: (child: string) => Stamp | undefined;
  readonly frames: () => readonly string[];
}

/** ROS 1 recordings write "/map", ROS 2 "map". */
export const bare = (frameId: string): string => frameId.replace(/^\//, "");

export const isFault = <F extends { readonly kind: string }>(found: Pose | F): found is F =>
  "kind" in found;

const normalised = (q: Quaternion): Quaternion | undefined => {
  const length = Math.hypot(...q);
  return length > 0.5 && length < 2
    ? [q[0] / length, q[1] / length, q[2] / length, q[3] / length]
    : undefined;
};

/** In the order of their stamps; most come in it. The newest that is too old still counts up to the one after it. */
const addMoving = ({ moving, rivalry }: Links, link: Link): void => {
  const newest = moving.at(-1);
  if (newest && newest.stamp - link.stamp > jump) {
    moving.length = 0;
    rivalry.forget();
  }
  const at = moving.findLastIndex(({ stamp }) => stamp <= link.stamp) + 1;
  moving.splice(at, 0, link);
  if (at === moving.length - 1) rivalry.follow(moving.at(-3), moving.at(-2), link);
  const oldest = (moving.at(-1)?.stamp ?? link.stamp) - remembered;
  if ((moving[atOnce]?.stamp ?? oldest) < oldest) moving.splice(0, atOnce);
};

const between = (before: Link, after: Link, stamp: Stamp): Pose => {
  if (before.parent !== after.parent || after.stamp === before.stamp) return before.pose;
  const share = Number(stamp - before.stamp) / Number(after.stamp - before.stamp);
  return poseBetween(before.pose, after.pose, share);
};

/** As far as it is told at a time: interpolated, or as it last was for a short while. */
const toldAt = (frame: string, moving: readonly Link[], stamp: Stamp): Pose | LinkFault => {
  const next = moving.findLastIndex((link) => link.stamp <= stamp) + 1;
  const [before, after] = [moving[next - 1], moving[next]];
  const since = before ? secondsBetween(before.stamp, stamp) : Number.POSITIVE_INFINITY;
  const until = after ? secondsBetween(stamp, after.stamp) : Number.POSITIVE_INFINITY;
  if (before && after && since + until <= longestHole) return between(before, after, stamp);
  const nearer = since <= until ? before : after;
  if (nearer && Math.min(since, until) <= heldFor) return nearer.pose;
  return { kind: "untold", frame, seconds: since <= until ? since : -until };
};

/** @param stated count always, and alone of their children. */
export const createTransformTree = (stated: readonly Transform[] = []): TransformTree => {
  const settled = new Set<string>();
  const byChild = new Map<string, Links>();
  const names = new Set<string>();
  const linksOf = (child: string): Links => {
    const links = byChild.get(child) ?? { moving: [], rivalry: createRivalry() };
    byChild.set(child, links);
    return links;
  };
  const tree: TransformTree = {
    add: ({ stamp, parent: under, child: name, position, rotation }) => {
      const [parent, child] = [bare(under), bare(name)];
      if (settled.has(child)) return undefined;
      const unit = normalised(rotation);
      if (!unit) return `TF turns "${child}" by no rotation (${rotation.join(", ")}); left out`;
      if (!position.every(Number.isFinite))
        return `TF places "${child}" at no point (${position.join(", ")}); left out`;
      if (parent === child) return `TF places "${child}" in itself; left out`;
      names.add(parent).add(child);
      const links = linksOf(child);
      const link = { stamp: stamp ?? 0n, parent, pose: { position, rotation: unit } };
      if (link.stamp > 0n) addMoving(links, link);
      else {
        if (stamp === undefined) links.rivalry.fix(links.fixed, link);
        links.fixed = link;
      }
      return undefined;
    },
    linkAt: (child, stamp) => {
      const { moving, fixed } = byChild.get(child) ?? { moving: [] };
      return moving.findLast((link) => link.stamp <= stamp) ?? moving[0] ?? fixed;
    },
    poseAt: (child, link, stamp) => {
      const { moving, rivalry } = linksOf(child);
      const which = rivalry.rivals();
      if (which !== undefined) return { kind: "rivals", frame: child, which };
      return moving.length === 0 ? link.pose : toldAt(child, moving, stamp);
    },
    newestOf: (child) => byChild.get(child)?.moving.at(-1)?.stamp,
    frames: () => [...names].sort(),
  };
  for (const { stamp: _, ...transform } of stated) {
    tree.add(transform);
    settled.add(bare(transform.child));
  }
  return tree;
};
