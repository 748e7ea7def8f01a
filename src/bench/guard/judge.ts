import type { Observation } from "../../core/index.js";
import { endedAs } from "../../eval/index.js";
import { rewardStepper } from "../../pipeline/index.js";
import { parseTask, type Task } from "../../reward/index.js";

/** How a task may judge that a thing was taken. `thing` is as it is asked about. */
export interface Judge {
  readonly name: string;
  /** The stages of a task file over `gripper` and `thing`, in YAML. */
  readonly stages: string;
  /** The last stage's name. */
  readonly success: string;
}

/** As `examples/pick.yaml` has it, and the rule that `eval` chose on validation episodes. */
export const judges: readonly Judge[] = [
  {
    name: "the stages of `examples/pick.yaml`",
    stages: `
  reach: { potential: "tolerance(distance(gripper, thing), 0 cm, 2 cm, 40 cm)", until: "distance(gripper, thing) < 11 cm", hold: 0.5 s }
  lift: { potential: "tolerance(raised(thing), 8 cm, 1 m, 8 cm)", until: "raised(thing) > 1.5 cm and distance(gripper, thing) < 11 cm", hold: 0.5 s }`,
    success: "lift",
  },
  {
    name: "`raised - 0.25 * distance > 2.1 cm`",
    stages: `
  lift: { potential: "tolerance(raised(thing), 8 cm, 1 m, 8 cm)", until: "raised(thing) - 0.25 * distance(gripper, thing) > 2.1 cm", hold: 0.5 s }`,
    success: "lift",
  },
];

/** Settings of a task file: none of the guard's, and as a file has them that gives none. */
export const guards: Readonly<Record<"without" | "default", string>> = {
  without: "hysteresis: 0\nsuccess_trust: 0\nmax_still: off",
  default: "",
};

export type Guard = keyof typeof guards;

export const taskOf = (thing: string, { stages, success }: Judge, guard: Guard): Task =>
  parseTask(`task: take it
objects: { thing: ${JSON.stringify(thing)} }
${guards[guard]}
stages:${stages}
success: ${success}
`);

/** Whether an episode of these observations is judged a success. */
export const isSuccess = (task: Task, observations: readonly Observation[]): boolean => {
  const { start, step } = rewardStepper(task);
  let state = start;
  for (const observation of observations) {
    const next = step(state, observation);
    if (next.sample.success) return true;
    state = next.state;
  }
  return false;
};

export interface JudgedEpisode {
  readonly outcome: string;
  readonly judged: boolean;
}

export interface GuardFigures {
  readonly judge: string;
  readonly guard: Guard;
  readonly found: { readonly judged: number; readonly of: number };
  readonly false: { readonly judged: number; readonly of: number };
  /** False successes by how the episode really ended. */
  readonly falseBy: Readonly<Record<string, number>>;
}

/** Whether it ends with the thing held, as `eval` counts. */
const isFound = ({ outcome }: JudgedEpisode): boolean => endedAs(outcome).succeeded === true;

const judgedIn = (episodes: readonly JudgedEpisode[]) => ({
  judged: episodes.filter(({ judged }) => judged).length,
  of: episodes.length,
});

export const countJudged = (
  episodes: readonly JudgedEpisode[],
): Pick<GuardFigures, "found" | "false" | "falseBy"> => {
  const failed = episodes.filter((each) => !isFound(each));
  const falseBy: Record<string, number> = {};
  for (const { outcome, judged } of failed)
    if (judged) falseBy[outcome] = (falseBy[outcome] ?? 0) + 1;
  return {
    found: judgedIn(episodes.filter(isFound)),
    false: judgedIn(failed),
    falseBy,
  };
};
