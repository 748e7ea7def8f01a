import { parseTask, type Task } from "../../src/reward/index.js";

/** A whole task file, to be bent by a test. */
export const placeTask = `task: put the orange tea bottle into the blue bowl
gripper: gripper
objects: { bottle: orange tea bottle, bowl: blue bowl }
cameras: { front: /camera/image_raw }
discount_per_second: 0.9
success_reward: 1
time_limit: 30 s
stages:
  reach:
    potential: "tolerance(distance(gripper, bottle), 0 cm, 2 cm, 40 cm)"
    until: "distance(gripper, bottle) < 3 cm"
    hold: 0.3 s
  place:
    potential: "tolerance(distance(bottle, bowl), 0 cm, 5 cm, 40 cm)"
    until: "distance(bottle, bowl) < 5 cm"
    hold: 0.5 s
success: place
`;

export interface StageText {
  readonly potential: string;
  readonly until: string;
  readonly hold?: string;
}

/** A task of the given stages and settings over gripper, bottle and bowl. */
export const taskOf = (
  stages: Readonly<Record<string, StageText>>,
  settings: Readonly<Record<string, string | number>> = {},
): Task => {
  const names = Object.keys(stages);
  return parseTask(
    JSON.stringify({
      task: "a task of a test",
      objects: { bottle: "orange tea bottle", bowl: "blue bowl" },
      stages,
      success: names.at(-1),
      ...settings,
    }),
  );
};
