import {
  compose,
  identityPose,
  inversePose,
  norm,
  type Pose,
  type Stamp,
  scale,
  turnInto,
  unknownName,
  type Vec3,
} from "../core/index.js";
import {
  bare,
  createTransformTree,
  isFault,
  type Link,
  type LinkFault,
  type Transform,
} from "./transform-tree.js";

/** Frames whose z axis points against gravity by convention (REP-105), the surest first. */
const gravityAligned: readonly string[] = [
  "earth",
  "map",
  "world",
  "odom",
  "base_footprint",
  "base_link",
];

/** Why TF doesn't tell where a frame stands. */
export type TransformFault =
  | LinkFault
  | { readonly kind: "unknown"; readonly frame: string }
  | { readonly kind: "apart"; readonly frame: string; readonly reference: string }
  | { readonly kind: "circle"; readonly frames: readonly string[] };

/** What /tf and /tf_static have said so far, by time. */
export interface TransformHistory {
  /** What to tell of a transform that is left out. */
  readonly add: (transform: Transform) => string | undefined;
  /**
   * Unit vector against gravity in `frameId` at a time, by the newest transforms at or before it, or the first after;
   * undefined while no path leads to a gravity-aligned frame.
   */
  readonly upIn: (frameId: string, stamp: Stamp) => Vec3 | undefined;
  /** Whether no transform that is still to come can change what `upIn` says of this time. */
  readonly isToldUpTo: (frameId: string, stamp: Stamp) => boolean;
  /**
   * Where `frame` stands in `reference` at a time: between the transforms around it. Before the first and after the
   * last one a frame is taken to stand still for 50 ms, and no longer.
   */
  readonly poseOf: (frame: string, reference: string, stamp: Stamp) => Pose | TransformFault;
  /** Whether no transform that is still to come can change what `poseOf` says of this time. */
  readonly isPoseToldUpTo: (frame: string, reference: string, stamp: Stamp) => boolean;
  /**
   * The surest frame above `frameId` that doesn't move with it: the gravity-aligned one that `upIn` goes by; else, where
   * `beside` (the gripper's) hangs on the same tree, its root, as of an arm whose base has a name of its own.
   */
  readonly fixedAbove: (frameId: string, stamp: Stamp, beside?: string) => string | undefined;
  /** The frame, and those that it stands in, up to the root. */
  readonly chainOf: (frameId: string, stamp: Stamp) => readonly string[];
  readonly frames: () => readonly string[];
}

interface Step {
  readonly child: string;
  readonly link: Link;
}

/** Links from a frame upwards, until there is none or a frame comes again. */
interface Climb {
  readonly steps: readonly Step[];
  /** The frame and those above it. */
  readonly names: readonly string[];
  readonly circle?: readonly string[];
}

const mostNamed = 30;

/** What to tell of it, knowing the frames that there are. */
export const faultText = (fault: TransformFault, frames: readonly string[]): string => {
  switch (fault.kind) {
    case "unknown": {
      const more = frames.length - mostNamed;
      const known = [...frames.slice(0, mostNamed), ...(more > 0 ? [`and ${more} more`] : [])];
      return frames.length === 0
        ? `nothing is told of the frame "${fault.frame}"`
        : unknownName("frame", fault.frame, known);
    }
    case "apart":
      return `nothing connects "${fault.frame}" with "${fault.reference}"`;
    case "circle":
      return `frames go round in a circle: ${fault.frames.join(" in ")}`;
    case "rivals":
      return `"${fault.frame}" is told of by two publishers that differ: ${fault.which}`;
    case "untold": {
      const { frame, seconds } = fault;
      const from = seconds < 0 ? "not told of before" : "last told of";
      return seconds < 0
        ? `"${frame}" is ${from} ${(-seconds).toFixed(3)} s after the frame`
        : `"${frame}" was ${from} ${seconds.toFixed(3)} s before the frame`;
    }
  }
};

/** @param stated what a user says of frames that don't move; whatever else is told of those frames doesn't count. */
export const createTransformHistory = (stated: readonly Transform[] = []): TransformHistory => {
  const tree = createTransformTree(stated);

  const climb = (frameId: string, stamp: Stamp): Climb => {
    const steps: Step[] = [];
    const names = [bare(frameId)];
    for (let child = bare(frameId); ; ) {
      const link = tree.linkAt(child, stamp);
      if (!link) return { steps, names };
      const again = names.indexOf(link.parent);
      if (again >= 0) return { steps, names, circle: [...names.slice(again), link.parent] };
      steps.push({ child, link });
      names.push(link.parent);
      child = link.parent;
    }
  };

  const gravityAbove = ({ names }: Climb): string | undefined =>
    gravityAligned.find((name) => names.includes(name));

  /** From `frameId` to the surest gravity-aligned frame above it; undefined where there is none. */
  const toGravity = (frameId: string, stamp: Stamp): readonly Step[] | undefined => {
    const path = climb(frameId, stamp);
    const root = gravityAbove(path);
    return root === undefined ? undefined : path.steps.slice(0, path.names.indexOf(root));
  };

  /** Where a frame hangs on two, it may seem to hang nowhere. */
  const rivalsAmong = (steps: readonly Step[]): LinkFault | undefined => {
    for (const { child, link } of steps) {
      const found = tree.poseAt(child, link, link.stamp);
      if (isFault(found)) return found;
    }
    return undefined;
  };

  /** Both ways up to where they meet. */
  const paths = (
    frame: string,
    reference: string,
    stamp: Stamp,
  ): readonly [readonly Step[], readonly Step[]] | TransformFault => {
    const [from, to] = [climb(frame, stamp), climb(reference, stamp)];
    const circle = from.circle ?? to.circle;
    if (circle) return { kind: "circle", frames: circle };
    const meeting = from.names.find((name) => to.names.includes(name));
    if (meeting === undefined) {
      const rivals = rivalsAmong([...from.steps, ...to.steps]);
      if (rivals) return rivals;
      const known = tree.frames();
      const unknown = [bare(frame), bare(reference)].find((name) => !known.includes(name));
      return unknown === undefined
        ? { kind: "apart", frame: bare(frame), reference: bare(reference) }
        : { kind: "unknown", frame: unknown };
    }
    return [
      from.steps.slice(0, from.names.indexOf(meeting)),
      to.steps.slice(0, to.names.indexOf(meeting)),
    ];
  };

  /** Of the frame at a path's foot in that at its head. */
  const poseAlong = (steps: readonly Step[], stamp: Stamp): Pose | LinkFault => {
    let pose = identityPose;
    for (const { child, link } of steps) {
      const step = tree.poseAt(child, link, stamp);
      if (isFault(step)) return step;
      pose = compose(step, pose);
    }
    return pose;
  };

  const isTold = (steps: readonly Step[] | undefined, stamp: Stamp): boolean =>
    steps?.every(({ child, link }) => {
      const newest = tree.newestOf(child);
      return newest === undefined || newest >= stamp || link.stamp === 0n;
    }) ?? false;

  return {
    add: tree.add,
    upIn: (frameId, stamp) => {
      const up = toGravity(frameId, stamp)?.reduceRight<Vec3>(
        (v, { link }) => turnInto(link.pose, v),
        [0, 0, 1],
      );
      return up && scale(up, 1 / norm(up));
    },
    isToldUpTo: (frameId, stamp) => isTold(toGravity(frameId, stamp), stamp),
    poseOf: (frame, reference, stamp) => {
      const found = paths(frame, reference, stamp);
      if ("kind" in found) return found;
      const [up, down] = found.map((steps) => poseAlong(steps, stamp));
      if (!up || !down) return identityPose;
      if (isFault(up)) return up;
      return isFault(down) ? down : compose(inversePose(down), up);
    },
    isPoseToldUpTo: (frame, reference, stamp) => {
      const found = paths(frame, reference, stamp);
      return !("kind" in found) && found.every((steps) => isTold(steps, stamp));
    },
    fixedAbove: (frameId, stamp, beside) => {
      const path = climb(frameId, stamp);
      const gravity = gravityAbove(path);
      if (gravity !== undefined || beside === undefined || path.circle) return gravity;
      const root = path.names.at(-1);
      return climb(beside, stamp).names.at(-1) === root ? root : undefined;
    },
    chainOf: (frameId, stamp) => climb(frameId, stamp).names,
    frames: tree.frames,
  };
};
