import { type Observable, retry, Subject, tap } from "rxjs";
import type { Observation, Reason } from "../core/index.js";
import {
  besidesOf,
  fuse,
  type Observe,
  observe,
  observeTogether,
  resetFuse,
  rewardStepper,
  startFuse,
  type ValuedFrame,
  valuedFrames,
} from "../pipeline/index.js";
import type { Task } from "../reward/index.js";
import type { Backend } from "../vlm/index.js";
import type { Camera } from "./camera.js";
import type { SeenFrame } from "./camera-frame.js";
import { type Guard, reasonOf } from "./guard.js";
import type { Outputs } from "./outputs.js";
import type { Closable, Robot } from "./port.js";
import { createRig, type OtherCamera, type Rig } from "./rig.js";
import type { LiveSettings } from "./settings.js";

/** One task, judged frame by frame: the same path as `label`'s, but that only the newest frame is looked at. */
export interface Session extends Closable {
  /** The next frame starts an episode. */
  reset(): void;
  /** Of the newest frame; undefined before the first. */
  latest(): ValuedFrame | undefined;
  /** Why frames went without one of another camera, and how often. */
  reasons(): readonly Reason[];
}

export interface SessionParts {
  readonly task: Task;
  readonly backend: Backend;
  /** The first one paces the reward. */
  readonly cameras: readonly Camera[];
  readonly outputs: Outputs;
  readonly guard: Guard;
  readonly robot: Pick<Robot, "log" | "now" | "resolve">;
  /** Of the moment. */
  readonly settings: () => LiveSettings;
  /** Hears of each reward that is published. */
  readonly onReward?: (valued: ValuedFrame) => void;
}

/** Milliseconds until a path that broke, by a defect of ours, is begun anew. */
const restartDelay = 1000;

/** Seconds that a frame is on its way for at most, besides the model's time: what takes longer is another clock. */
const longestWait = 10;

/** Frames that can't be read are not asked about; what was seen is counted for the camera that saw it. */
const observing = ({ task, backend, settings, cameras }: SessionParts): Observe => {
  const limits = { timeout: settings().timeout, besides: besidesOf(task) };
  const ask = observe(backend, task.needs, undefined, limits);
  const meters = new Map(cameras.map(({ name, meter }) => [name, meter]));
  return observeTogether(async (frame: SeenFrame, signal) => {
    const { stamp, frameId, camera, failure } = frame;
    const seen: Observation = failure
      ? { stamp, frameId, facts: [], unanswered: [], failure }
      : await ask(frame, signal);
    meters.get(camera)?.answered({
      unreadable: seen.failure !== undefined,
      unanswered: seen.unanswered.length,
      ...(seen.novelty !== undefined && { novelty: seen.novelty }),
    });
    return seen;
  });
};

/** The others, by the names that the task has for their topics. */
const named = ({ cameras, task, robot }: SessionParts): readonly OtherCamera[] => {
  const names = new Map(
    Object.entries(task.cameras).map(([name, topic]) => [robot.resolve(topic), name]),
  );
  return cameras
    .slice(1)
    .map((camera) => ({ name: names.get(camera.name) ?? camera.name, camera }));
};

const again = <T>(stream: Observable<T>, log: Robot["log"]): Observable<T> =>
  stream.pipe(
    tap({ error: (thrown: unknown) => log.error(`begun anew: ${reasonOf(thrown)}`) }),
    retry({ delay: restartDelay }),
  );

export const startSession = (parts: SessionParts): Session => {
  const { task, outputs, guard, robot, settings } = parts;
  const [pacing] = parts.cameras;
  const rig = pacing && createRig({ pacing, others: named(parts), robot, settings });
  const resets = new Subject<void>();
  const look = observing(parts);
  let fused = startFuse;
  let latest: ValuedFrame | undefined;
  let looking: SeenFrame | undefined;
  /** An episode begins with the next frame that is looked at: the one that began it may have been dropped. */
  let begins = false;
  /** What is known of where things are is of an episode that is over: they may have been put elsewhere. */
  let isOver = false;
  const begin = (): void => {
    isOver = true;
    resets.next();
  };

  const draw = async (valued: ValuedFrame, frame: SeenFrame): Promise<void> => {
    try {
      await outputs.pictures(valued, frame, settings().annotated_quality);
    } catch (thrown) {
      robot.log.warn(`no picture of a frame: ${reasonOf(thrown)}`);
    }
  };

  const publish = (camera: Camera) =>
    guard("publishing a reward", (valued: ValuedFrame) => {
      latest = valued;
      outputs.facts(valued.observation);
      const latency = outputs.reward(valued, settings().timeout + longestWait);
      if (latency !== undefined) camera.meter.published(latency);
      parts.onReward?.(valued);
      if (looking) void draw(valued, looking);
      const { terminated, truncated } = valued.sample;
      if ((terminated || truncated) && settings().auto_reset) begin();
    });

  const pace = ({ frames, dropped, asked }: Rig): Observable<ValuedFrame> => {
    const noted = tap(({ startsEpisode }: SeenFrame) => {
      if (startsEpisode) begins = true;
    });
    return valuedFrames(frames.pipe(noted), {
      take: "newest",
      onDropped: dropped,
      resets,
      reward: rewardStepper(task),
      observe: async (frame, signal) => {
        looking = frame;
        asked(frame);
        const first = begins;
        begins = false;
        const seen = await look(frame, signal);
        if (first) begin();
        const step = fuse(isOver ? resetFuse(fused) : fused, seen, task.gripper);
        isOver = false;
        fused = step.state;
        return step.observation;
      },
    });
  };

  const subscription = rig && again(pace(rig), robot.log).subscribe(publish(pacing));
  return {
    reset: () => {
      begin();
      for (const camera of parts.cameras) camera.restart();
    },
    latest: () => latest,
    reasons: () => rig?.reasons() ?? [],
    close: () => {
      subscription?.unsubscribe();
      for (const { meter } of parts.cameras) meter.abandon();
    },
  };
};
