import {
  isLengthRelation,
  isPredicateRelation,
  type LengthUnit,
  lengthDefinition,
  lengthUnits,
  type Query,
} from "../../core/index.js";
import { unitNames } from "../length-text.js";
import { statedIn } from "./statement.js";

const units = Object.keys(lengthUnits)
  .filter((unit): unit is LengthUnit => unit in lengthUnits)
  .flatMap(unitNames)
  .sort((a, b) => b.length - a.length);

/** "3 cm taller" restates the predicate once the length is taken out. */
const lengthText = new RegExp(
  `(?:(?:about|roughly|around|approximately|nearly|almost|by) )*[~≈]?\\d[\\d.,]*(?: ?[-–±] ?\\d[\\d.,]*)? ?(?:${units.join("|")})\\b`,
  "g",
);

/** "3 cm shorter", to how much taller it is: the answer denies what the question presumes. */
export const deniesPresumed = (text: string, query: Query): boolean => {
  if (!isLengthRelation(query.relation)) return false;
  const { truth } = lengthDefinition(query.relation);
  if (truth.by !== "difference" || !isPredicateRelation(truth.presumes)) return false;
  return statedIn(text.toLowerCase().replace(lengthText, ""), query, truth.presumes) === false;
};
