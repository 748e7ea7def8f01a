import { isLengthRelation, isUnaryRelation, type Relation } from "../../core/index.js";

/** What is told from where a thing is seen frame by frame, and not asked as such. */
const followed = "raised";

/** The relations an expression can ask for, and what each means. Lengths are metres, predicates probabilities. */
export const factMeanings = {
  distance:
    "length between centres: of whole bounding boxes; of the gripper, its tool centre point",
  gap: "length between nearest surfaces, 0 when touching",
  horizontal_distance: "length between centres across the up direction, which must be known",
  vertical_distance: "length between centres along the up direction, which must be known",
  width: "length from left to right, as the camera sees it",
  height: "length from bottom to top, along the up direction, which must be known",
  left_of: "probability that a is left of b, from the camera's view",
  right_of: "probability that a is right of b, from the camera's view",
  above: "probability that a is above b; the up direction must be known",
  below: "probability that a is below b; the up direction must be known",
  in_front_of: "probability that a is nearer to the camera than b",
  behind: "probability that a is farther from the camera than b",
  touching: "probability that a and b touch",
  inside: "probability that a is inside b",
  on: "probability that a stands or lies on b",
  visible: "probability that a can be seen",
  raised:
    "length that a has risen in the picture since the episode began; the camera must stand still",
} as const satisfies Partial<Record<Relation | typeof followed, string>>;

export type FactFunction = keyof typeof factMeanings;

export const isFactFunction = (name: string): name is FactFunction =>
  Object.hasOwn(factMeanings, name);

/** The question behind a function: where a thing is seen is told by whether it is. */
export const relationOf = (name: FactFunction): Relation => (name === followed ? "visible" : name);

export const isFollowed = (name: FactFunction): boolean => name === followed;

/** Whether it gives metres; else a probability. */
export const isLengthFunction = (name: FactFunction): boolean =>
  name === followed || isLengthRelation(name);

/** Whether it is of one thing. */
export const isUnaryFunction = (name: FactFunction): boolean =>
  name === followed || isUnaryRelation(name);
