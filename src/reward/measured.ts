import type { Known } from "./expression/index.js";
import { stagePotential } from "./judge.js";
import type { DistanceEstimate, PredicateEstimate, RewardSample, RewardTerm } from "./sample.js";
import { isLengthNeed, type Need, type Task } from "./task/task.js";
import type { FilteredValue, RewardInput } from "./values.js";

/** The part of a sample that tells what was known, whether or not it could be paid. */
export type Measured = Pick<RewardSample, "terms" | "distances" | "predicates">;

const lengthOf = (need: Need, value: FilteredValue | undefined): DistanceEstimate => {
  const { raw, filtered, stddev, source } = value?.kind === "length" ? value : {};
  return {
    key: need.key,
    subject: need.subject,
    object: need.object,
    ...(raw !== undefined && { raw }),
    ...(filtered !== undefined && { filtered }),
    ...(stddev !== undefined && { stddev }),
    ...(source !== undefined && { source }),
  };
};

const predicateOf = ({ key }: Need, value: FilteredValue | undefined): PredicateEstimate => {
  const { probability } = value?.kind === "predicate" ? value : {};
  return { key, ...(probability !== undefined && { probability }) };
};

const termsOf = (task: Task, known: Known): readonly RewardTerm[] =>
  task.stages.flatMap((stage) => {
    const value = stagePotential(stage, known);
    return value === undefined ? [] : [{ name: stage.name, value }];
  });

/** Every need of the task, answered or not, and every stage's own potential that is known. */
export const measured = (task: Task, values: RewardInput["values"], known: Known): Measured => {
  return {
    terms: termsOf(task, known),
    distances: task.needs.filter(isLengthNeed).map((need) => lengthOf(need, values.get(need.key))),
    predicates: task.needs
      .filter((need) => !isLengthNeed(need))
      .map((need) => predicateOf(need, values.get(need.key))),
  };
};
