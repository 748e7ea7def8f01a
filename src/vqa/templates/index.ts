import type { Relation } from "../../core/index.js";
import type { Template } from "../template.js";
import { comparisons } from "./comparisons.js";
import { inside, on, touching, visible } from "./contacts.js";
import { above, behind, below, inFrontOf, leftOf, rightOf } from "./directions.js";
import { distance, gap, horizontalDistance, verticalDistance } from "./distances.js";
import { height, width } from "./sizes.js";

/** Every kind of question we ask. */
export const templates: readonly Template[] = [
  distance,
  gap,
  horizontalDistance,
  verticalDistance,
  height,
  width,
  leftOf,
  rightOf,
  above,
  below,
  inFrontOf,
  behind,
  ...comparisons,
  touching,
  inside,
  on,
  visible,
];

/** The templates of one relation, the plainest first. */
export const templatesFor = (relation: Relation): readonly Template[] =>
  templates.filter((template) => template.relation === relation);
