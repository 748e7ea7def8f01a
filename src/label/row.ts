import { type Metres, type Seconds, secondsBetween } from "../core/index.js";
import { type BeliefState, type BeliefStep, startBelief, stepBelief } from "../pipeline/index.js";
import {
  lasting,
  type RewardSample,
  type RewardState,
  resetEpisode,
  startReward,
  stepReward,
  type Task,
  uncountedFor,
} from "../reward/index.js";
import type { ObservedFrame } from "./observed-frame.js";
import type { RecordedTruth, TruePoints, Truth } from "./truth.js";

/** One frame of the recording with all that is known of it. */
export interface Row {
  readonly frame: ObservedFrame;
  readonly sample: RewardSample;
  /** For how long the stage's `until` has held, this frame included; absent where it doesn't hold. */
  readonly held?: Seconds;
  /** The stage's `until` had held before this frame, so that its thresholds are eased by the task's hysteresis. */
  readonly eased?: true;
  /** Why the frame, which has a reward, is believed too little to count toward a hold. */
  readonly uncounted?: string;
  /** Lengths as they counted, where `max_speed` let them move less than what is believed of them. */
  readonly counted?: ReadonlyMap<string, Metres>;
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
  { observation: { stamp, frameId, signal }, startsEpisode }: ObservedFrame,
  values: Truth,
): TrueStep =>
  stepReward(task, startsEpisode ? resetEpisode(state) : state, {
    stamp,
    frameId,
    values,
    ...(signal && { signal }),
  });

const heldIn = ({ reward: { hold } }: BeliefState, { observation }: ObservedFrame) =>
  hold?.at === observation.stamp ? { held: secondsBetween(0n, hold.held) } : {};

/** How the frame found its stage's hold, and whether it counts toward it. */
const foundIn = (
  task: Task,
  { reward: before }: BeliefState,
  { sample: { stamp, episode, stageIndex, valid }, trust }: BeliefStep,
): Pick<Row, "eased" | "uncounted"> => {
  const isSame = before.episode === episode && before.stageIndex === stageIndex;
  const uncounted = valid ? uncountedFor(trust, task.successTrust) : undefined;
  return {
    ...(isSame && lasting(before.hold, stamp) && { eased: true }),
    ...(uncounted !== undefined && { uncounted }),
  };
};

/** Less is what rounding leaves. */
const apart: Metres = 1e-6;

const countedIn = ({ reward }: BeliefState, { distances, stamp }: RewardSample) => {
  const counted = distances.flatMap(({ key, filtered }) => {
    const length = reward.counted?.get(key);
    return length?.stamp === stamp && Math.abs(length.metres - (filtered ?? 0)) > apart
      ? [[key, length.metres] as const]
      : [];
  });
  return counted.length > 0 ? { counted: new Map(counted) } : {};
};

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
    const { sample, state } = step;
    const row = {
      frame,
      sample,
      ...foundIn(task, belief, step),
      ...heldIn(state, frame),
      ...countedIn(state, sample),
    };
    belief = state;
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
