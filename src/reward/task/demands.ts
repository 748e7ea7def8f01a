import { isUprightRelation } from "../../core/index.js";
import { isLengthNeed, type Need } from "./task.js";

/** Whether it is unanswered where nothing tells which way is up. */
export const needsUp = ({ query }: Need): boolean => isUprightRelation(query.relation);

/** Whether it is in metres: of a lens that is assumed only, it is known less well. */
export const needsLens = (need: Need): boolean => isLengthNeed(need);
