import type { Metres, Placed, Vec3 } from "../core/index.js";
import type { Thing } from "./schema.js";

/** Any function of two boxes, such as a relation's. */
type OfBoxes = (a: Placed, b: Placed) => Metres | undefined;

/** Of a deviation: how far each number is moved to see what follows. */
const nudge = 0.1;

/** A thing as geometry knows it: of one that is only partly seen, neither size nor height. */
export const placedOf = ({ centre, size, height, deviation }: Thing): Placed =>
  deviation === undefined
    ? { centre, size, height }
    : {
        centre,
        size: deviation.size && size,
        height: deviation.height === undefined ? undefined : height,
      };

const moved = (values: Vec3, axis: 0 | 1 | 2, by: number): Vec3 => [
  values[0] + (axis === 0 ? by : 0),
  values[1] + (axis === 1 ? by : 0),
  values[2] + (axis === 2 ? by : 0),
];

/** The thing with one of its numbers off by a small part of its deviation. */
const nudged = (thing: Thing): readonly Placed[] => {
  const { deviation } = thing;
  if (!deviation) return [];
  const placed = placedOf(thing);
  const axes = [0, 1, 2] as const;
  const { size, height } = placed;
  const spread = deviation.size;
  return [
    ...axes.map((axis) => ({
      ...placed,
      centre: moved(placed.centre, axis, nudge * deviation.centre[axis]),
    })),
    ...(size && spread
      ? axes.map((axis) => ({ ...placed, size: moved(size, axis, nudge * spread[axis]) }))
      : []),
    ...(height !== undefined && deviation.height !== undefined
      ? [{ ...placed, height: height + nudge * deviation.height }]
      : []),
  ];
};

/** σ of a function of two things, to first order, all errors independent; 0 where both are exact. */
export const spreadOf = (compute: OfBoxes, a: Thing, b: Thing): Metres => {
  const middle = compute(placedOf(a), placedOf(b));
  if (middle === undefined) return 0;
  const around = [
    ...nudged(a).map((each) => compute(each, placedOf(b))),
    ...(a === b ? [] : nudged(b).map((each) => compute(placedOf(a), each))),
  ];
  const squares = around.map((each) => (each === undefined ? 0 : ((each - middle) / nudge) ** 2));
  return Math.sqrt(squares.reduce((sum, each) => sum + each, 0));
};
