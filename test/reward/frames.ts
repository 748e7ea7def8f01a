import { type Stamp, stampOf } from "../../src/core/index.js";
import {
  type FilteredValue,
  type RewardInput,
  type RewardSample,
  type RewardState,
  startReward,
  stepReward,
  type Task,
} from "../../src/reward/index.js";

/** One frame of a test: seconds, and what is known by key; a key left out went unanswered. */
export interface TestFrame {
  readonly t: number;
  readonly distances?: Readonly<Record<string, number>>;
  readonly predicates?: Readonly<Record<string, number>>;
  readonly failure?: string;
}

const start = 1_700_000_000n * 1_000_000_000n;

export const at = (seconds: number): Stamp => start + stampOf(seconds);

export const inputOf = ({
  t,
  distances = {},
  predicates = {},
  failure,
}: TestFrame): RewardInput => ({
  stamp: at(t),
  frameId: "camera",
  values: new Map([
    ...Object.entries(distances).map(([key, metres]): [string, FilteredValue] => [
      key,
      { kind: "length", raw: metres, filtered: metres, stddev: 0.01 },
    ]),
    ...Object.entries(predicates).map(([key, probability]): [string, FilteredValue] => [
      key,
      { kind: "predicate", probability },
    ]),
  ]),
  ...(failure !== undefined && { failure: { code: "image.corrupt", message: failure } }),
});

/** The samples of frames in order. */
export const play = (
  task: Task,
  frames: readonly TestFrame[],
  from: RewardState = startReward(task),
): readonly RewardSample[] => playOn(task, frames, from).samples;

export const playOn = (
  task: Task,
  frames: readonly TestFrame[],
  from: RewardState = startReward(task),
): { readonly samples: readonly RewardSample[]; readonly state: RewardState } => {
  let state = from;
  const samples = frames.map((frame) => {
    const step = stepReward(task, state, inputOf(frame));
    state = step.state;
    return step.sample;
  });
  return { samples, state };
};

/** What an episode is worth from its first valid frame on, to a learner that uses the published discounts. */
export const worth = (samples: readonly RewardSample[]): number => {
  let discount = 1;
  let sum = 0;
  for (const { valid, reward, discount: gap } of samples) {
    if (!valid || reward === undefined) continue;
    sum += discount * reward;
    discount *= gap;
  }
  return sum;
};
