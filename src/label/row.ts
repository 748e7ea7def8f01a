import { type Seconds, secondsBetween } from "../core/index.js";
import { type BeliefState, startBelief, stepBelief } from "../pipeline/index.js";
import {
  type RewardSample,
  type RewardState,
  resetEpisode,
  startReward,
  stepReward,
  type Task,
} from "../reward/index.js";
import type { ObservedFrame } from "./observed-frame.js";
import type { RecordedTruth, TruePoints, Truth } from "./truth.js";

/** One frame of the recording with all that is known of it. */
export interface Row {
  readonly frame: ObservedFrame;
  readonly sample: RewardSample;
  /** For how long the stage's `until` has held, this frame included; absent where it doesn't hold. */
  readonly held?: Seconds;
  /** What is true of the task's needs, where it was recorded. */
  readonly truth?: Truth;
  /** Where things truly are. */
  readonly truePoints?: TruePoints;
  /** What the reward would be if the model answered the truth. */
  readonly trueSample?: RewardSample;
}

type FindTruth = (frame: ObservedFrame) => Promise<RecordedTruth | undefined>;

interface TrueStep {
  readonly state: RewardState;
  readonly sample: RewardSample;
}

const stepOnTruth = (
  task: Task,
  state: RewardState,
  { observation: { stamp, frameId }, startsEpisode }: ObservedFrame,
  values: Truth,
): TrueStep =>
  stepReward(task, startsEpisode ? resetEpisode(state) : state, { stamp, frameId, values });

const heldIn = ({ reward: { hold } }: BeliefState, { observation }: ObservedFrame) =>
  hold?.at === observation.stamp ? { held: secondsBetween(0n, hold.held) } : {};

/** Values observed frames one after another, as the live pipeline does, and beside it the truth in the same way. */
export async function* valueFrames(
  frames: AsyncIterable<ObservedFrame>,
  task: Task,
  findTruth: FindTruth = async () => undefined,
): AsyncGenerator<Row> {
  let belief: BeliefState = startBelief(task);
  let trueState = startReward(task);
  for await (const frame of frames) {
    const step = stepBelief(task, belief, frame.observation, { reset: frame.startsEpisode });
    belief = step.state;
    const row = { frame, sample: step.sample, ...heldIn(belief, frame) };
    const truth = await findTruth(frame);
    if (truth === undefined) {
      yield row;
    } else {
      const { values, points } = truth;
      const onTruth = stepOnTruth(task, trueState, frame, values);
      trueState = onTruth.state;
      yield { ...row, truth: values, truePoints: points, trueSample: onTruth.sample };
    }
  }
}
