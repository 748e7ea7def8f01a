import { distanceBetween, type Metres } from "../core/index.js";
import type { Link } from "./transform-tree.js";

/** Two publishers that agree so well may both be believed: [m], and 1.6° as the cosine of its half misses 1. */
const agreed: Metres = 0.01;
const agreedTurn = 1e-4;
/** So often in a row to and fro: nothing that moves is seen at the two ends of its way alone. */
const toAndFro = 4;
/** Of the way there, what may be left when it is back. */
const backAgain = 0.25;

/** Whether several publishers tell of one frame, and don't agree. */
export interface Rivalry {
  /** Three in a row of a moving frame. */
  readonly follow: (first: Link | undefined, second: Link | undefined, third: Link) => void;
  /** A frame that was fixed is fixed again. */
  readonly fix: (before: Link | undefined, after: Link) => void;
  /** What the two say, once they are known to differ. */
  readonly rivals: () => string | undefined;
  /** Of another clock. */
  readonly forget: () => void;
}

const agree = (a: Link, b: Link): boolean => {
  const [p, q] = [a.pose, b.pose];
  const alike = p.rotation.reduce((sum, each, i) => sum + each * (q.rotation[i] ?? 0), 0);
  return (
    a.parent === b.parent &&
    distanceBetween(p.position, q.position) <= agreed &&
    1 - Math.abs(alike) <= agreedTurn
  );
};

const isBack = (first: Link, second: Link, third: Link): boolean => {
  if (first.parent !== third.parent) return false;
  if (first.parent !== second.parent) return true;
  const [a, b, c] = [first, second, third].map(({ pose }) => pose.position);
  const away = a && b ? distanceBetween(a, b) : 0;
  return (
    away > agreed && a !== undefined && c !== undefined && distanceBetween(a, c) < backAgain * away
  );
};

const told = (a: Link, b: Link): string =>
  a.parent === b.parent
    ? `in "${a.parent}" at ${place(a)} m and at ${place(b)} m`
    : `in "${a.parent}" and in "${b.parent}"`;

const place = ({ pose }: Link): string =>
  `(${pose.position.map((each) => each.toFixed(3)).join(", ")})`;

export const createRivalry = (): Rivalry => {
  let fixed: string | undefined;
  let moving: string | undefined;
  let times = 0;
  return {
    follow: (first, second, third) => {
      if (second?.stamp === third.stamp && !agree(second, third)) moving ??= told(second, third);
      if (!first || !second) return;
      times = isBack(first, second, third) ? times + 1 : 0;
      if (times >= toAndFro) moving ??= told(first, second);
    },
    fix: (before, after) => {
      if (before && !agree(before, after)) fixed ??= told(before, after);
    },
    rivals: () => fixed ?? moving,
    forget: () => {
      moving = undefined;
      times = 0;
    },
  };
};
