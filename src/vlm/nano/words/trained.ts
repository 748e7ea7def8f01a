/** What the model was trained to call things by (training/spatial_training/simulate: catalogue.py, names.py, palette.py). */

export const trainedColours: readonly string[] = [
  ...["red", "orange", "yellow", "green", "turquoise", "teal", "blue", "purple", "violet"],
  ...["pink", "brown", "black", "gray", "grey", "white"],
];

/** Words that stand for anything: with a colour they name a thing, alone they hardly do. */
export const genericNouns: readonly string[] = ["object", "thing"];

export const trainedKinds: readonly string[] = [
  ...["cube", "block", "brick", "box", "carton", "package", "ball", "sphere", "cylinder", "peg"],
  ...["can", "tin", "soda can", "coke can", "cola can", "bottle", "plastic bottle", "tea bottle"],
  ...["jar", "mug", "cup", "coffee mug", "tumbler", "bowl", "dish", "plate", "pot", "cooking pot"],
  ...["tape roll", "roll of tape", "tape", "carrot", "eggplant", "aubergine", "banana", "apple"],
  ...["tomato", "lemon", "sponge", "spoon", "marker", "pen", "screwdriver", "towel", "cloth"],
  ...["napkin", "book", "drawer handle", "pull handle", "remote control", "remote"],
  ...["rubber duck", "duck", "toy duck"],
];

export const trainedGrippers: readonly string[] = [
  ...["gripper", "robot gripper", "end effector", "hand", "claw", "robot hand", "gripper tip"],
  "robot",
];

export const trainedNouns: ReadonlySet<string> = new Set([
  ...trainedKinds,
  ...trainedGrippers,
  ...genericNouns,
]);
