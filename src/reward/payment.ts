import { type Stamp, secondsBetween } from "../core/index.js";
import type { Judgement } from "./judge.js";
import type { Measured } from "./measured.js";
import type { InvalidReason, RewardSample } from "./sample.js";
import { discountOver, shaping } from "./shaping.js";
import { paused, type RewardState } from "./state.js";
import type { Task } from "./task/task.js";

/** What a frame is worth; the rest of its sample says what was measured. */
type Payment = Omit<
  RewardSample,
  keyof Measured | "stamp" | "frameId" | "trust" | "lensAssumed" | "latency"
>;

/** A payment, and what to remember for the next. */
export interface Paid {
  readonly state: RewardState;
  readonly payment: Payment;
}

/** What a valid and an invalid frame have in common. */
const against = (task: Task, state: RewardState, stamp: Stamp) => {
  const { paid: last } = state;
  const gap = last === undefined ? 0 : Math.max(secondsBetween(last.stamp, stamp), 0);
  return {
    episode: state.episode,
    stage: task.stages[state.stageIndex]?.name ?? "",
    stageIndex: state.stageIndex,
    ...(last && { previousStamp: last.stamp, previousPotential: last.potential }),
    discount: discountOver(gap, task.discountPerSecond),
  };
};

/** A frame without a reward: nothing is paid, a hold waits, the next valid frame is paid against the last. */
export const refused = (
  task: Task,
  state: RewardState,
  stamp: Stamp,
  invalidReasons: readonly InvalidReason[],
  truncated = false,
): Paid => ({
  state: paused(state),
  payment: {
    ...against(task, state, stamp),
    taskReward: 0,
    success: state.ended === "success",
    terminated: false,
    truncated,
    valid: false,
    invalidReason: invalidReasons.map(({ what }) => what).join("; "),
    invalidReasons,
  },
});

/** A frame that counts, paid against the last valid one. */
export const paid = (
  task: Task,
  state: RewardState,
  stamp: Stamp,
  judgement: Extract<Judgement, { kind: "known" }>,
  overtime: boolean,
): Paid => {
  const { stageIndex, success, hold } = judgement;
  const potential = (stageIndex + judgement.stagePotential) / task.stages.length;
  const compared = against(task, { ...state, stageIndex }, stamp);
  const discount = success ? 0 : compared.discount;
  // An episode's first frame was earned by no action, even if the task is already done in it.
  const { previousPotential } = compared;
  const first = previousPotential === undefined;
  const taskReward = success && !first ? task.successReward : 0;
  const { hold: _, ended: __, ...rest } = state;
  const ended = success ? "success" : state.ended;
  return {
    state: {
      ...rest,
      stageIndex,
      paid: { stamp, potential },
      ...(hold && { hold }),
      ...(ended && { ended }),
    },
    payment: {
      ...compared,
      progress: potential,
      potential,
      reward: first ? 0 : taskReward + shaping(previousPotential, potential, discount),
      taskReward,
      discount,
      success,
      terminated: success,
      truncated: overtime && !success,
      valid: true,
      invalidReason: "",
    },
  };
};
