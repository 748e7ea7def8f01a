import type { FoundCamera } from "../../label/index.js";
import type { DraftStage, Goal } from "./goals.js";
import { cameraNames, thingNames } from "./names.js";

/** All that a task file is written from. */
export interface Draft {
  readonly goal: Goal;
  /** In words; what the goal makes of its things where it is not said. */
  readonly text?: string;
  /** Phrases, as questions name them. */
  readonly gripper: string;
  readonly thing: string;
  readonly place?: string;
  /** The first one paces the reward. */
  readonly cameras: readonly FoundCamera[];
  readonly gripperFrame?: string;
}

/** A JSON string is one of YAML. */
const quoted = (text: string): string => JSON.stringify(text);

const setting = (line: string, why: string): string => `${line.padEnd(36)} # ${why}`;

const cameraLine = (name: string, { topic, depth }: FoundCamera): string =>
  depth === undefined
    ? `  ${name}: ${quoted(topic)}`
    : `  ${name}: { image: ${quoted(topic)}, depth: ${quoted(depth)} }`;

const stageLines = ({ name, why, potential, until, hold }: DraftStage): readonly string[] => [
  `  # ${why}`,
  `  ${name}:`,
  `    potential: ${quoted(potential)}`,
  `    until: ${quoted(until)}`,
  `    hold: ${hold}`,
];

const cameraLines = (cameras: readonly FoundCamera[]): readonly string[] => {
  const names = cameraNames(cameras.map(({ topic }) => topic));
  const only = cameras.length === 1;
  return [
    only ? "cameras:" : setting("cameras:", "the first one paces the reward, others go along"),
    ...cameras.map((camera, at) => cameraLine(names[at] ?? "camera", camera)),
  ];
};

/** A task file in YAML, with comments for whoever changes it. */
export const taskFile = (draft: Draft): string => {
  const { goal, text, gripper, thing, place = "", cameras, gripperFrame } = draft;
  const names = thingNames(thing, place);
  const stages = goal.stages(names);
  return [
    "# Written by `spatial-reward init`. Lengths and times carry their units; `spatial-reward task check` says what is asked.",
    `task: ${quoted(text ?? goal.text(thing, place))}`,
    setting(`gripper: ${quoted(gripper)}`, "how questions name the end effector"),
    "objects:",
    `  ${names.thing}: ${quoted(thing)}`,
    ...(goal.hasPlace ? [`  ${names.place}: ${quoted(place)}`] : []),
    ...cameraLines(cameras),
    gripperFrame === undefined
      ? setting("# gripper_frame: tool0", "what TF calls the tool centre point, where it is known")
      : setting(`gripper_frame: ${quoted(gripperFrame)}`, "what TF calls the tool centre point"),
    setting(`# known: { ${names.thing}.height: 20 cm }`, "lengths that you have measured"),
    setting("discount_per_second: 0.9", "learners must use the published discount as their own"),
    setting("success_reward: 1", "paid once, when the last stage has held"),
    setting("# time_limit: 60 s", "then an episode is truncated"),
    "",
    "stages:",
    ...stages.flatMap(stageLines),
    "",
    `success: ${stages.at(-1)?.name}`,
    "",
  ].join("\n");
};
