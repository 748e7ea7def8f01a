import type { QuantityName, Vec3 } from "../../core/index.js";
import type { Normal } from "./distributions.js";
import {
  along,
  heightOf,
  logExtent,
  logVolume,
  range,
  type Thing,
  volumeEdgeOf,
  widthOf,
} from "./thing.js";

/** How much of a quantity the model believes a thing to have. Undefined without the up direction that it needs. */
type Believed = (thing: Thing, up: Vec3 | undefined) => Normal | undefined;

const right: Believed = (thing) => along(thing, [1, 0, 0]);
const depth: Believed = (thing) => along(thing, [0, 0, 1]);
const elevation: Believed = (thing, up) => up && along(thing, up);
const height: Believed = (thing, up) => up && heightOf(thing, up);

/** In metres. */
export const metresOf: Readonly<Record<QuantityName, Believed>> = {
  right,
  depth,
  range,
  elevation,
  height,
  width: widthOf,
  bulk: volumeEdgeOf,
};

/** On the scale that two things are compared on: sizes by their logarithms, which err as much for large as for small. */
export const comparable: Readonly<Record<QuantityName, Believed>> = {
  ...metresOf,
  width: (thing) => logExtent(thing, 0),
  bulk: logVolume,
};
