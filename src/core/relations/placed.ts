import { dot, norm, type Vec3 } from "../geometry.js";
import type { Metres } from "../units.js";

/** A thing as geometry knows it, in the camera's optical frame (x right, y down, z forward). */
export interface Placed {
  /** Of the whole bounding box; of a gripper, its tool centre point. Metres. */
  readonly centre: Vec3;
  /** Extents along the camera's x, y, z axes. Metres. */
  readonly size?: Vec3 | undefined;
  /** Extent along up. Metres. */
  readonly height?: Metres | undefined;
}

/** Of one thing, in metres; two things are compared by how much of it they have. */
export interface Quantity {
  /** `up` is a unit vector. Undefined without what it needs: up, or a size. */
  readonly of: (thing: Placed, up?: Vec3) => Metres | undefined;
  /** Two things that differ by less are not said to have more or less of it. */
  readonly clear: Metres;
}

const clearPosition: Metres = 0.02;
const clearSize: Metres = 0.01;

const own = {
  /** How far right in the camera's view. */
  right: { of: ({ centre }) => centre[0], clear: clearPosition },
  /** Along the camera's axis. */
  depth: { of: ({ centre }) => centre[2], clear: clearPosition },
  /** To the camera. */
  range: { of: ({ centre }) => norm(centre), clear: clearPosition },
  elevation: { of: ({ centre }, up) => up && dot(centre, up), clear: clearPosition },
  height: { of: ({ height }) => height, clear: clearSize },
  /** Across the camera's image. */
  width: { of: ({ size }) => size?.[0], clear: clearSize },
  /** Edge of the cube with the thing's volume: how big a thing is, as a length. */
  bulk: { of: ({ size }) => size && Math.cbrt(size[0] * size[1] * size[2]), clear: clearSize },
} as const satisfies Readonly<Record<string, Quantity>>;

export type QuantityName = keyof typeof own;

export const quantities: Readonly<Record<QuantityName, Quantity>> = own;
