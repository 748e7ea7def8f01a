import {
  concatMap,
  connect,
  endWith,
  from,
  ignoreElements,
  map,
  merge,
  type Observable,
  scan,
  takeUntil,
} from "rxjs";
import type { Frame, Observation } from "../core/index.js";
import { createFilterBank, type FilterOptions } from "../estimate/index.js";
import type { RewardSample, Task } from "../reward/index.js";
import {
  type BeliefState,
  type BeliefStep,
  resetBelief,
  startBelief,
  stepBelief,
} from "./belief.js";
import { keepLatestMap } from "./keep-latest-map.js";
import type { Observe } from "./observe.js";

/** Observations to rewards, one after another: a reducer over values, with nothing hidden. */
export interface RewardStepper {
  readonly start: BeliefState;
  readonly step: (state: BeliefState, observation: Observation) => BeliefStep;
  /** The next observation starts an episode. */
  readonly reset: (state: BeliefState) => BeliefState;
}

export const rewardStepper = (
  task: Task,
  { filter = {} }: { readonly filter?: Partial<FilterOptions> } = {},
): RewardStepper => {
  const bank = createFilterBank(filter);
  return {
    start: startBelief(task),
    step: (state, observation) => stepBelief(task, state, observation, { bank }),
    reset: resetBelief,
  };
};

/** What a pipeline is made of. */
export interface Parts {
  readonly observe: Observe;
  readonly reward: RewardStepper;
  /** Live, `newest`: frames that come while one is asked about are dropped but for the newest. Offline, `every`. */
  readonly take: "newest" | "every";
  /** Counts what `newest` drops. */
  readonly onDropped?: (frame: Frame) => void;
  /** Each value starts an episode with the next observation. */
  readonly resets?: Observable<unknown>;
}

/** What was seen in a frame and what it is worth. */
export interface ValuedFrame {
  readonly observation: Observation;
  readonly sample: RewardSample;
}

type Event =
  | { readonly kind: "reset" }
  | { readonly kind: "seen"; readonly observation: Observation };

interface Remembered {
  readonly state: BeliefState;
  readonly valued?: ValuedFrame;
}

const observations = (frames: Observable<Frame>, parts: Parts): Observable<Observation> =>
  parts.take === "newest"
    ? frames.pipe(keepLatestMap(parts.observe, parts.onDropped))
    : frames.pipe(concatMap((frame) => from(parts.observe(frame))));

/** Resets among the observations, for as long as there are any. */
const withResets = (seen: Observable<Event>, { resets }: Parts): Observable<Event> =>
  resets === undefined
    ? seen
    : seen.pipe(
        connect((shared) => {
          const over = shared.pipe(ignoreElements(), endWith(undefined));
          const reset = resets.pipe(
            takeUntil(over),
            map((): Event => ({ kind: "reset" })),
          );
          return merge(reset, shared);
        }),
      );

const remember =
  (reward: RewardStepper) =>
  ({ state }: Remembered, event: Event): Remembered => {
    if (event.kind === "reset") return { state: reward.reset(state) };
    const { observation } = event;
    const step = reward.step(state, observation);
    return { state: step.state, valued: { observation, sample: step.sample } };
  };

/** Frames to observations and rewards. With `every`, frames wait in memory: the source should wait for the last. */
export const valuedFrames = (frames: Observable<Frame>, parts: Parts): Observable<ValuedFrame> => {
  const seen = observations(frames, parts).pipe(
    map((observation): Event => ({ kind: "seen", observation })),
  );
  return withResets(seen, parts).pipe(
    scan(remember(parts.reward), { state: parts.reward.start }),
    concatMap(({ valued }) => (valued ? [valued] : [])),
  );
};

/** Camera frames in, rewards out; see `valuedFrames`. */
export const rewards = (frames: Observable<Frame>, parts: Parts): Observable<RewardSample> =>
  valuedFrames(frames, parts).pipe(map(({ sample }) => sample));
