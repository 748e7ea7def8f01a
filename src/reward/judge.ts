import { type Stamp, stampOf } from "../core/index.js";
import type { Known } from "./expression/index.js";
import { extended, type Hold, lasting, type RewardState } from "./state.js";
import type { Stage, Task } from "./task/task.js";

/** What a frame's facts say of the task. */
export type Judgement = Judged | { readonly kind: "unknown"; readonly stageIndex: number };

interface Judged {
  readonly kind: "known";
  readonly stageIndex: number;
  /** Of the stage alone, in [0, 1]. */
  readonly stagePotential: number;
  readonly hold?: Hold;
  /** The last stage has held. */
  readonly success: boolean;
}

/** A stage's own potential, kept in [0, 1]; undefined where a fact is unknown. */
export const stagePotential = (stage: Stage, known: Known): number | undefined => {
  const value = stage.potential(known);
  return value === undefined ? undefined : Math.min(Math.max(value, 0), 1);
};

/** What a frame that is to be judged comes with. */
export interface Judgeable {
  readonly stamp: Stamp;
  readonly known: Known;
  /** It is believed well enough to count toward a hold. */
  readonly counts: boolean;
}

/**
 * The stage a frame is in and its potential. A stage whose `until` has held for its time is left in that very frame,
 * which the next stage then judges: with no hold, one frame can complete several. Only facts of the stage it is in
 * are needed; a stage that has been completed stays so when the next one's facts are missing. A hold that has begun is
 * left only where `until` fails by the task's hysteresis, and waits while frames don't count.
 */
export const judge = (
  task: Task,
  state: Pick<RewardState, "stageIndex" | "hold">,
  frame: Judgeable,
): Judgement => {
  const { stamp, known, counts } = frame;
  const { stageIndex } = state;
  const begun = lasting(state.hold, stamp);
  const stage = task.stages[stageIndex];
  if (!stage) throw new RangeError(`no stage ${stageIndex}`);
  const potential = stagePotential(stage, known);
  const over = stage.until(known, begun ? task.hysteresis : 0);
  if (potential === undefined || over === undefined) return { kind: "unknown", stageIndex };
  const inside = { kind: "known", stageIndex, stagePotential: potential, success: false } as const;
  if (!counts) return begun ? { ...inside, hold: { ...begun, paused: true } } : inside;
  if (!over) return inside;
  const hold = extended(begun, stamp);
  if (hold.held < stampOf(stage.hold)) return { ...inside, hold };
  if (stageIndex === task.stages.length - 1) return { ...inside, success: true };
  return judge(task, { stageIndex: stageIndex + 1 }, frame);
};
