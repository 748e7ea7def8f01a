import { SpatialRewardError } from "../core/index.js";
import { rewardStepper } from "../pipeline/index.js";
import type { Task } from "../reward/index.js";
import type { Look } from "./looker.js";

export interface ValueOptions {
  readonly look: Look;
  /** Pictures come without times: so many of them are a second. */
  readonly rate: number;
  /** What films without a value are worth, for a harness that gives up at an error; else they are refused. */
  readonly unvalued?: number;
  readonly signal: AbortSignal;
}

/**
 * What a film is worth at its end: the potential Φ of its last frame that has one, 0..1, as `label` writes it for the same
 * frames at the same rate. Not a reward: no payment for success is in it. The film is an episode of its own.
 * @throws SpatialRewardError serve.unvalued when no frame has one; image.*; a model's failure
 */
export const filmValue = async (
  pictures: readonly Uint8Array[],
  task: Task,
  { look, rate, unvalued, signal }: ValueOptions,
): Promise<number> => {
  const stepper = rewardStepper(task);
  let state = stepper.start;
  let value: number | undefined;
  let why = "";
  for (const [index, picture] of pictures.entries()) {
    signal.throwIfAborted();
    const seen = await look(picture, task, signal);
    const stamp = BigInt(Math.round((index * 1e9) / rate));
    const step = stepper.step(state, { ...seen, stamp });
    state = step.state;
    value = step.sample.progress ?? value;
    why = seen.failure?.message ?? step.sample.invalidReason;
  }
  const found = value ?? unvalued;
  if (found !== undefined) return found;
  throw new SpatialRewardError("serve.unvalued", `none of the frames has a value: ${why}`);
};
