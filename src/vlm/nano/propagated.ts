import type { Metres, Placed, RelationDefinition, Vec3 } from "../../core/index.js";
import { logNormal, type Normal } from "./distributions.js";
import type { Scene } from "./lengths.js";
import { heightOf, type Thing } from "./thing.js";

/** Any function of two boxes, such as a plugin's relation has. */
type OfBoxes = (a: Placed, b: Placed, up?: Vec3) => Metres | undefined;

const axes = [0, 1, 2] as const;

/** Of a deviation: how far each number is moved to see what follows. */
const nudge = 0.01;

const placed = (thing: Thing, up: Vec3 | undefined): Placed => ({
  centre: thing.point,
  size: thing.size,
  height: up && heightOf(thing, up)?.mean,
});

const moved = (values: Vec3, axis: 0 | 1 | 2, by: number): Vec3 => [
  values[0] + (axis === 0 ? by : 0),
  values[1] + (axis === 1 ? by : 0),
  values[2] + (axis === 2 ? by : 0),
];

/** The thing with one of its numbers off by a small part of its deviation. */
const nudged = (thing: Thing): readonly Thing[] => [
  ...axes.map((axis) => ({
    ...thing,
    point: moved(thing.point, axis, nudge * Math.sqrt(thing.pointVariance[axis])),
  })),
  ...axes.map((axis) => {
    const { variance } = logNormal({
      mean: Math.log(thing.size[axis]),
      variance: thing.sizeLogVariance[axis],
    });
    return { ...thing, size: moved(thing.size, axis, nudge * Math.sqrt(variance)) };
  }),
];

/**
 * What a function of boxes is of two things that are not known exactly, to first order; the errors of both, and of their
 * axes, are taken as independent. Undefined where the function is, or begins to be: without up, for instance.
 */
export const propagated = (
  compute: OfBoxes,
  { subject, object, up }: Scene,
  of: RelationDefinition["of"],
): Normal | undefined => {
  const at = (a: Thing, b: Thing): number | undefined => compute(placed(a, up), placed(b, up), up);
  const other = of === "one" ? subject : object;
  const mean = at(subject, other);
  if (mean === undefined) return undefined;
  const around = [
    ...nudged(subject).map((each) => at(each, of === "one" ? each : object)),
    ...(of === "one" ? [] : nudged(object).map((each) => at(subject, each))),
  ];
  const known = around.filter((value) => value !== undefined);
  if (known.length < around.length) return undefined;
  return { mean, variance: known.reduce((sum, value) => sum + ((value - mean) / nudge) ** 2, 0) };
};
