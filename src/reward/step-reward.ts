import { type Stamp, stampOf } from "../core/index.js";
import type { Known } from "./expression/index.js";
import { uncountedFor } from "./frame-trust.js";
import { judge } from "./judge.js";
import { measured } from "./measured.js";
import { type Paid, paid, refused } from "./payment.js";
import type { InvalidReason, RewardSample } from "./sample.js";
import { speedLimited } from "./speed-limit.js";
import { placeOf, type RewardState, resetEpisode } from "./state.js";
import type { Task } from "./task/task.js";
import { knownIn, type RewardInput } from "./values.js";

export interface RewardStep {
  readonly state: RewardState;
  readonly sample: RewardSample;
}

const stale: InvalidReason = { kind: "stamp", what: "the stamp repeats or goes back" };

const other = (what: string): readonly InvalidReason[] => [{ kind: "other", what }];

export const startReward = (_task: Task): RewardState => ({ episode: 0, stageIndex: 0 });

/**
 * The reward of one frame, and what to remember for the next: Φ = (stage index + stage's potential) / stages, and
 * reward = task_reward + discount_per_second^dt · Φ' − Φ against the last valid frame (Ng, Harada & Russell 1999).
 * Pure: the same frames give the same samples. A frame that can't be valued is `valid: false` and says why.
 */
export const stepReward = (task: Task, before: RewardState, input: RewardInput): RewardStep => {
  const place = placeOf(before, input.stamp);
  const episode = place === "new episode" ? resetEpisode(before) : before;
  const limits = limitsOn(task, episode, input, place);
  const known = knownIn(limits.values);
  const { state, payment } =
    place === "stale"
      ? refused(task, episode, input.stamp, [stale])
      : valued(task, { ...started(episode, input.stamp), counted: limits.counted }, input, known);
  const { stamp, frameId, latency, lensAssumed, trust } = input;
  const said = {
    ...(trust && { trust: trust.trust }),
    ...(lensAssumed && { lensAssumed }),
    ...(latency !== undefined && { latency }),
  };
  const sample = { stamp, frameId, ...payment, ...measured(task, input.values, known), ...said };
  return { state, sample };
};

const isDoubted = (
  { minTrust, maxStill = Number.POSITIVE_INFINITY }: Task,
  { trust }: RewardInput,
): boolean => trust !== undefined && (trust.trust < minTrust || trust.unchanged > maxStill);

/** The lengths as far as they can have moved. Frames that are not believed move nothing. */
const limitsOn = (
  task: Task,
  { counted = new Map() }: RewardState,
  input: RewardInput,
  place: ReturnType<typeof placeOf>,
): ReturnType<typeof speedLimited> => {
  const { values, counted: moved } = speedLimited(
    input.values,
    counted,
    input.stamp,
    task.maxSpeed,
  );
  return { values, counted: place === "stale" || isDoubted(task, input) ? counted : moved };
};

const started = (state: RewardState, stamp: Stamp): RewardState => ({
  ...state,
  start: state.start ?? stamp,
  latest: stamp,
});

const valued = (task: Task, state: RewardState, input: RewardInput, known: Known): Paid => {
  if (state.ended)
    return refused(task, state, input.stamp, other(`the episode is over: ${state.ended}`));
  const overtime = isOvertime(task, state, input.stamp);
  const over: RewardState = overtime ? { ...state, ended: "time limit" } : state;
  if (input.failure)
    return refused(task, over, input.stamp, other(input.failure.message), overtime);
  if (isDoubted(task, input))
    return refused(task, over, input.stamp, doubted(task, input), overtime);
  const { stamp, signal } = input;
  const counts = uncountedFor(input.trust, task.successTrust) === undefined;
  const judgement = judge(task, state, { stamp, known, counts, ...(signal && { signal }) });
  if (judgement.kind === "known") return paid(task, over, input.stamp, judgement, overtime);
  const advanced = advance(over, judgement.stageIndex);
  return refused(task, advanced, input.stamp, missing(task, advanced, input, known), overtime);
};

const doubted = (
  { minTrust, maxStill = Number.POSITIVE_INFINITY }: Task,
  { trust }: RewardInput,
): readonly InvalidReason[] => {
  const isFrozen = trust !== undefined && trust.unchanged > maxStill;
  const what = isFrozen
    ? `the picture has stood still for ${trust.unchanged.toFixed(1)} s, as of a frozen camera; max_still is ${maxStill} s`
    : `trust ${trust?.trust.toFixed(2)} is below min_trust ${minTrust}: ${trust?.why}`;
  return [{ kind: "trust", what }];
};

const isOvertime = (task: Task, { start }: RewardState, stamp: Stamp): boolean =>
  task.timeLimit !== undefined && start !== undefined && stamp - start >= stampOf(task.timeLimit);

/** A stage left in a frame that the next stage can't judge; the hold belonged to the one left. */
const advance = (state: RewardState, stageIndex: number): RewardState => {
  if (stageIndex === state.stageIndex) return state;
  const { hold: _, ...rest } = state;
  return { ...rest, stageIndex };
};

const missing = (
  task: Task,
  state: RewardState,
  input: RewardInput,
  known: Known,
): readonly InvalidReason[] => {
  const stage = task.stages[state.stageIndex];
  const unknown = (stage?.needs ?? []).filter((key) => known(key) === undefined);
  if (unknown.length === 0) return other(`stage ${stage?.name} has no finite value here`);
  return unknown.map((key) => ({
    kind: "unanswered",
    what: `${key}: ${input.values.get(key)?.reason ?? "unanswered"}`,
  }));
};
