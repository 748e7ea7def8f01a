import type { Relation } from "../../core/index.js";
import { isLengthNeed, type Need } from "./task.js";

/** Relations that have no answer without an up direction. */
const upright: ReadonlySet<Relation> = new Set<Relation>([
  "above",
  "below",
  "on",
  "height",
  "horizontal_distance",
  "vertical_distance",
]);

/** Whether it is unanswered where nothing tells which way is up. */
export const needsUp = ({ query }: Need): boolean => upright.has(query.relation);

/** Whether it is in metres: of a lens that is assumed only, it is known less well. */
export const needsLens = (need: Need): boolean => isLengthNeed(need);
