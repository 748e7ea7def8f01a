import {
  distanceBetween,
  dot,
  type LengthRelation,
  type Metres,
  norm,
  type PredicateRelation,
  scale,
  subtract,
  type Vec3,
} from "../core/index.js";

/** A thing as geometry knows it, in the camera's optical frame (x right, y down, z forward). */
export interface Placed {
  /** Of the whole bounding box; of a gripper, its tool centre point. Metres. */
  readonly centre: Vec3;
  /** Extents along the camera's x, y, z axes. Metres. */
  readonly size?: Vec3 | undefined;
  /** Extent along up. Metres. */
  readonly height?: Metres | undefined;
}

/** Edge of the cube with the thing's volume: how big a thing is, as a length. */
const bulk = ({ size }: Placed): Metres | undefined =>
  size === undefined ? undefined : Math.cbrt(size[0] * size[1] * size[2]);

const difference = (a: Metres | undefined, b: Metres | undefined): Metres | undefined =>
  a === undefined || b === undefined ? undefined : a - b;

/** What each length between or of things means. `gap` can't be told from centres and has no entry. */
const lengths: Readonly<
  Record<Exclude<LengthRelation, "gap">, (a: Placed, b: Placed, up?: Vec3) => Metres | undefined>
> = {
  distance: (a, b) => distanceBetween(a.centre, b.centre),
  horizontal_distance: (a, b, up) => {
    if (up === undefined) return undefined;
    const apart = subtract(b.centre, a.centre);
    return norm(subtract(apart, scale(up, dot(apart, up))));
  },
  vertical_distance: (a, b, up) =>
    up === undefined ? undefined : Math.abs(dot(subtract(b.centre, a.centre), up)),
  width: (a) => a.size?.[0],
  height: (a) => a.height,
};

/**
 * A length by its definition, from geometry. `up` is a unit vector.
 * Undefined without what it needs: up, a size, or (gap) the surfaces.
 */
export const measure = (
  relation: LengthRelation,
  a: Placed,
  b: Placed,
  up?: Vec3,
): Metres | undefined => (relation === "gap" ? undefined : lengths[relation](a, b, up));

type Margin = (a: Placed, b: Placed, up?: Vec3) => Metres | undefined;

const leftBy: Margin = (a, b) => b.centre[0] - a.centre[0];
const frontBy: Margin = (a, b) => b.centre[2] - a.centre[2];
const closerBy: Margin = (a, b) => norm(b.centre) - norm(a.centre);
const aboveBy: Margin = (a, b, up) =>
  up === undefined ? undefined : dot(subtract(a.centre, b.centre), up);
const tallerBy: Margin = (a, b) => difference(a.height, b.height);
const widerBy: Margin = (a, b) => difference(a.size?.[0], b.size?.[0]);
const biggerBy: Margin = (a, b) => difference(bulk(a), bulk(b));
const reversed =
  (margin: Margin): Margin =>
  (a, b, up) =>
    margin(b, a, up);

/** Predicates that follow from centres and sizes. */
export type GeometricPredicate = Exclude<
  PredicateRelation,
  "touching" | "inside" | "on" | "visible"
>;

const margins: Readonly<Record<GeometricPredicate, Margin>> = {
  left_of: leftBy,
  right_of: reversed(leftBy),
  above: aboveBy,
  below: reversed(aboveBy),
  in_front_of: frontBy,
  behind: reversed(frontBy),
  closer: closerBy,
  farther: reversed(closerBy),
  taller: tallerBy,
  shorter: reversed(tallerBy),
  wider: widerBy,
  narrower: reversed(widerBy),
  bigger: biggerBy,
  smaller: reversed(biggerBy),
};

export const isGeometricPredicate = (relation: string): relation is GeometricPredicate =>
  Object.hasOwn(margins, relation);

/**
 * By how many metres "a relation b" holds; negative when it doesn't. Undefined without up, size or height where needed.
 * left/right compare x, in front/behind z (depth), closer/farther the range to the camera, above/below centres along up,
 * bigger/smaller the cube root of the bounding box's volume.
 */
export const marginOf = (
  relation: GeometricPredicate,
  a: Placed,
  b: Placed,
  up?: Vec3,
): Metres | undefined => margins[relation](a, b, up);
