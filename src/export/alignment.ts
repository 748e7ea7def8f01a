import type { Step } from "./grid.js";

/** What a trainer is told of going from a step to the next one. */
export interface Transition {
  /** Never NaN: 0 where the next step is not valid. */
  readonly reward: number;
  /** What comes after the next step is worth this much: 0 when it ends by success. */
  readonly discount: number;
  /** Whether the reward is known; else it is 0 and paid with the next one that is. */
  readonly valid: boolean;
  readonly success: boolean;
  readonly terminated: boolean;
  readonly truncated: boolean;
}

/** The part of a step that is paid for. */
export type PaidStep = Pick<Step, "valid" | "potential"> & {
  readonly frame: Pick<Step["frame"], "taskReward" | "success" | "terminated" | "truncated">;
};

/**
 * The reward of step k against the last valid one, `steps` before: task_reward + γ^steps · Φ' − Φ, which counts from when
 * that one was left. A trainer pays it `steps − 1` later, where it is discounted by that much more: it is made as much
 * larger, so that an episode is worth the same however many of its frames are missing.
 */
const paid = (before: PaidStep, after: PaidStep, steps: number, discount: number): number => {
  const { taskReward, terminated } = after.frame;
  const kept = terminated ? 0 : discount ** steps * after.potential;
  return (taskReward + kept - before.potential) / discount ** (steps - 1);
};

/**
 * Our row k pays for the way from k − 1 to k. LeRobot, robomimic and ManiSkill pay for the way from k to k + 1 on step k, with
 * the action that was taken there: one fewer than steps, the last of which is a next observation alone.
 * @param discount of one step, in (0, 1]
 */
export const transitionsOf = (
  steps: readonly PaidStep[],
  discount: number,
): readonly Transition[] => {
  let last: { readonly index: number; readonly step: PaidStep } | undefined;
  const transitions: Transition[] = [];
  for (const [index, step] of steps.entries()) {
    const { success, terminated, truncated } = step.frame;
    const known = step.valid && last !== undefined;
    const reward = step.valid && last ? paid(last.step, step, index - last.index, discount) : 0;
    const worth = terminated ? 0 : discount;
    if (index > 0)
      transitions.push({ reward, discount: worth, valid: known, success, terminated, truncated });
    if (step.valid) last = { index, step };
  }
  return transitions;
};

/** RLDS, JSON lines: the same, and the last step stands there with a reward of 0 and nothing after it. */
export const withLastStep = (transitions: readonly Transition[]): readonly Transition[] => {
  if (transitions.length === 0) return [];
  return [...transitions, afterLast];
};

const afterLast: Transition = {
  reward: 0,
  discount: 0,
  valid: false,
  success: false,
  terminated: false,
  truncated: false,
};

/** What an episode is worth from each step on, to a trainer that discounts every step alike. */
export const returnsOf = (rewards: readonly number[], discount: number): readonly number[] => {
  const returns: number[] = [];
  let worth = 0;
  for (const reward of [...rewards].reverse()) {
    worth = reward + discount * worth;
    returns.push(worth);
  }
  return returns.reverse();
};
