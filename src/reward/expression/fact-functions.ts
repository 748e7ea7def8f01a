import {
  fromRelations,
  isLengthRelation,
  isRelation,
  isUnaryRelation,
  type Relation,
} from "../../core/index.js";

/** What is told from where a thing is seen frame by frame, and not asked as such. */
const followed = "raised";
const followedMeans =
  "length that a has risen in the picture since the episode began; the camera must stand still";

/** A relation that an expression can ask for, or what is followed. */
export type FactFunction = Relation | typeof followed;

/** The relations an expression can ask for, and what each means. Lengths are metres, predicates probabilities. */
export const factMeanings = fromRelations((all): ReadonlyMap<string, string> => {
  const meanings = [...all].flatMap(([name, { means }]) =>
    means === undefined ? [] : [[name, means] as const],
  );
  return new Map<string, string>([...meanings, [followed, followedMeans]]);
});

export const isFactFunction = (name: string): name is FactFunction =>
  factMeanings().has(name) && (name === followed || isRelation(name));

/** The question behind a function: where a thing is seen is told by whether it is. */
export const relationOf = (name: FactFunction): Relation => (name === followed ? "visible" : name);

export const isFollowed = (name: FactFunction): boolean => name === followed;

/** Whether it gives metres; else a probability. */
export const isLengthFunction = (name: FactFunction): boolean =>
  name === followed || isLengthRelation(name);

/** Whether it is of one thing. */
export const isUnaryFunction = (name: FactFunction): boolean =>
  name === followed || isUnaryRelation(name);
