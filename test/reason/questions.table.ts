import type { DataLine } from "../../src/dataset/index.js";
import { desk, stills } from "./truth.js";

export interface Row {
  readonly scene: DataLine;
  readonly question: string;
  /** What the conclusion begins with. */
  readonly answer: string;
  readonly metres?: number;
}

type Short = readonly [question: string, answer: string, metres?: number];

const rows = (scene: DataLine | undefined, table: readonly Short[]): readonly Row[] =>
  table.flatMap(([question, answer, metres]) =>
    scene ? [{ scene, question, answer, ...(metres !== undefined && { metres }) }] : [],
  );

/** Questions with the truth: of a table laid by hand, where it can be worked out in the head, and of rendered scenes. */
export const questions: readonly Row[] = [
  ...rows(desk, [
    ["Do the red mug, the blue bowl and the white plate form an isosceles triangle?", "yes"],
    ["Do the red mug, the blue bowl and the gripper form an isosceles triangle within 2 %?", "yes"],
    ["Do the white plate, the green can and the blue bowl form an isosceles triangle?", "no"],
    ["Do the red mug, the blue bowl and the lemon form an equilateral triangle within 1 %?", "yes"],
    [
      "Do the red mug, the blue bowl and the white plate form an equilateral triangle within 5 %?",
      "no",
    ],
    [
      "Would the white plate, the green can and the blue bowl make a right triangle within 2 %?",
      "yes",
    ],
    ["Is the triangle formed by the red mug, the blue bowl and the lemon right-angled?", "no"],
    ["Are the red mug, the blue bowl and the lemon the corners of an equilateral triangle?", "yes"],
    [
      "Which of the red mug, the green can and the lemon is nearest to the white plate?",
      "the green can",
      0.2002,
    ],
    [
      "Which of the red mug, the green can and the lemon is farthest from the white plate?",
      "the lemon",
      0.6465,
    ],
    [
      "Which is closest to the gripper: the blue bowl, the white plate or the green can?",
      "the blue bowl",
      0.3606,
    ],
    ["Which of the lemon, the red mug and the green can is nearest to the camera?", "the lemon"],
    [
      "Of the lemon, the red mug and the green can, which is farthest from the camera?",
      "the green can",
    ],
    ["Which is taller, the red mug or the green can?", "the green can", 0.12],
    ["Which of the red mug, the blue bowl and the lemon is the shortest?", "the lemon", 0.05],
    ["Which is widest: the red mug, the blue bowl or the white plate?", "the white plate", 0.24],
    ["Which of the red mug, the blue bowl and the lemon is the biggest?", "the blue bowl"],
    ["Which is leftmost: the lemon, the blue bowl or the red mug?", "the red mug"],
    ["Does the white plate fit between the red mug and the blue bowl?", "yes"],
    ["Is there room for the lemon between the blue bowl and the green can?", "no"],
    ["Does the lemon fit into the blue bowl?", "yes"],
    ["Is the red mug wide enough for the blue bowl?", "no"],
    [
      "Order the blue bowl, the red mug and the lemon from left to right.",
      "the red mug, the lemon and the blue bowl",
    ],
    [
      "Sort the lemon, the white plate and the red mug front to back",
      "the lemon, the red mug and the white plate",
    ],
    [
      "Order the green can, the lemon and the red mug by height",
      "the lemon, the red mug and the green can",
    ],
    [
      "In which order are the green can, the white plate and the red mug from widest to narrowest?",
      "the white plate, the red mug and the green can",
    ],
    [
      "Order the gripper, the white plate and the red mug from top to bottom",
      "the gripper, the red mug and the white plate",
    ],
    [
      "Order the lemon, the red mug and the green can by distance to the white plate",
      "the green can, the red mug and the lemon",
    ],
    ["How much must the gripper move to reach the red mug?", "36.1 cm in all", 0.3606],
    ["Which way must the gripper go to reach the green can?", "46.9 cm in all", 0.469],
    [
      "How many of the red mug, the lemon and the green can are within 37 cm of the white plate?",
      "2 of 3 (the red mug and the green can)",
    ],
    ["Is the green can within 15 cm of the blue bowl?", "no"],
    ["Is the green can closer to the white plate than to the blue bowl?", "yes"],
    ["Is the red mug farther from the lemon than the blue bowl is?", "no"],
    ["How much taller is the green can than the red mug?", "2 cm", 0.02],
    ["How much wider is the lemon than the white plate?", "-18 cm", -0.18],
    ["How far is it from the red mug to the blue bowl to the green can?", "70 cm in all", 0.7],
    ["How far apart are the red mug and the blue bowl?", "40 cm", 0.4],
    ["Is the lemon in front of the white plate?", "yes"],
  ]),
  ...rows(stills[5], [
    ["Do the black pot, the gray can and the yellow tea bottle form an isosceles triangle?", "yes"],
    [
      "Do the gripper, the black cube and the pink ball form an isosceles triangle within 5 %?",
      "yes",
    ],
    ["Do the gripper, the black cube and the pink ball form an equilateral triangle?", "no"],
    [
      "Which of the blue mug, the gray can and the pink ball is nearest to the gripper?",
      "the gray can",
      0.2303,
    ],
    ["Which is tallest: the blue mug, the gray can or the black cube?", "the gray can", 0.1141],
    [
      "Order the gray can, the yellow tea bottle and the black cube from left to right",
      "the gray can, the black cube and the yellow tea bottle",
    ],
    ["Does the pink ball fit into the black pot?", "yes"],
  ]),
  ...rows(stills[16], [
    ["Do the green mug, the black mug and the carrot form an isosceles triangle?", "yes"],
    [
      "Which of the green mug, the black mug and the carrot is closest to the gripper?",
      "the green mug",
      0.0627,
    ],
  ]),
  ...rows(stills[61], [
    [
      "Do the green mug, the orange mug and the pink bowl form an isosceles triangle within 3 %?",
      "yes",
    ],
    [
      "How many of the green mug, the orange mug and the pink bowl are within 40 cm of the gripper?",
      "1 of 3 (the pink bowl)",
    ],
    ["How much must the gripper move to reach the green screwdriver?", "8.6 cm in all", 0.0859],
  ]),
];
