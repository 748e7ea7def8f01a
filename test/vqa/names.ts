import fc from "fast-check";

const plain = fc
  .tuple(
    fc.constantFrom("red", "dark green", "small", "orange", "yellow"),
    fc.constantFrom("mug", "tea bottle", "wooden block", "drawer handle", "can"),
  )
  .map((words) => words.join(" "));

const relative = fc
  .tuple(fc.constantFrom("mug", "bowl", "cube"), fc.constantFrom("red", "blue", "light grey"))
  .map(([shape, colour]) => `${shape} that is ${colour}`);

/** Phrases that name things, as scenes and task files do. */
export const nameOfThing = fc.oneof(
  plain,
  relative,
  fc.constantFrom(
    "gripper",
    "robot hand",
    "block 2",
    "apple",
    "salt and pepper shaker",
    "3D print",
  ),
);

/** Two phrases of which neither is within the other. */
export const twoNames = fc
  .tuple(nameOfThing, nameOfThing)
  .filter(([a, b]) => !a.includes(b) && !b.includes(a));

/** Phrases that say where a thing is, and so look like questions themselves. */
export const placedName = fc.constantFrom(
  "mug on the left of the bowl",
  "block touching the can",
  "cup in front of the plate",
  "lid above the pot",
  "pan in the sink",
);
