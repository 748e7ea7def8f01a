import { type Observable, retry, Subject, tap } from "rxjs";
import type { Observation } from "../core/index.js";
import {
  keepLatestMap,
  type Observe,
  observe,
  rewardStepper,
  type ValuedFrame,
  valuedFrames,
} from "../pipeline/index.js";
import type { Task } from "../reward/index.js";
import type { Backend } from "../vlm/index.js";
import type { Camera } from "./camera.js";
import type { SeenFrame } from "./camera-frame.js";
import { type Guard, reasonOf } from "./guard.js";
import { createOtherCameras } from "./other-cameras.js";
import type { Outputs } from "./outputs.js";
import type { Closable, RosLog } from "./port.js";
import type { Settings } from "./settings.js";

/** One task, judged frame by frame: the same path as `label`'s, but that only the newest frame is looked at. */
export interface Session extends Closable {
  /** The next frame starts an episode. */
  reset(): void;
  /** Of the newest frame; undefined before the first. */
  latest(): ValuedFrame | undefined;
}

export interface SessionParts {
  readonly task: Task;
  readonly backend: Backend;
  /** The first one paces the reward. */
  readonly cameras: readonly Camera[];
  readonly outputs: Outputs;
  readonly guard: Guard;
  readonly log: RosLog;
  /** Of the moment. */
  readonly settings: () => Settings;
}

/** Milliseconds until a path that broke, by a defect of ours, is begun anew. */
const restartDelay = 1000;

/** Frames that can't be read are not asked about; what was seen is published and counted. */
const observing = (camera: Camera, parts: SessionParts): Observe => {
  const { task, backend, settings, outputs } = parts;
  const ask = observe(backend, task.needs, undefined, { timeout: settings().timeout });
  return async (frame: SeenFrame, signal) => {
    const { stamp, frameId, failure } = frame;
    const seen: Observation = failure
      ? { stamp, frameId, facts: [], unanswered: [], failure }
      : await ask(frame, signal);
    camera.meter.answered({
      unreadable: seen.failure !== undefined,
      unanswered: seen.unanswered.length,
      ...(seen.novelty !== undefined && { novelty: seen.novelty }),
    });
    outputs.facts(seen);
    return seen;
  };
};

const again = <T>(stream: Observable<T>, log: RosLog): Observable<T> =>
  stream.pipe(
    tap({ error: (thrown: unknown) => log.error(`begun anew: ${reasonOf(thrown)}`) }),
    retry({ delay: restartDelay }),
  );

export const startSession = (parts: SessionParts): Session => {
  const { task, outputs, guard, log, settings } = parts;
  const [pacing, ...rest] = parts.cameras;
  const resets = new Subject<void>();
  const others = createOtherCameras();
  let latest: ValuedFrame | undefined;
  let looking: SeenFrame | undefined;
  /** An episode begins with the next frame that is looked at: the one that began it may have been dropped. */
  let begins = false;

  const draw = async (valued: ValuedFrame, frame: SeenFrame): Promise<void> => {
    try {
      await outputs.pictures(valued, frame, settings().annotated_quality);
    } catch (thrown) {
      log.warn(`no picture of a frame: ${reasonOf(thrown)}`);
    }
  };

  const publish = (camera: Camera) =>
    guard("publishing a reward", (valued: ValuedFrame) => {
      latest = valued;
      camera.meter.published(outputs.reward(valued));
      if (looking) void draw(valued, looking);
      const { terminated, truncated } = valued.sample;
      if ((terminated || truncated) && settings().auto_reset) resets.next();
    });

  const pace = (camera: Camera): Observable<ValuedFrame> => {
    const look = observing(camera, parts);
    const noted = tap(({ startsEpisode }: SeenFrame) => {
      if (startsEpisode) begins = true;
    });
    return valuedFrames(camera.frames.pipe(noted), {
      take: "newest",
      onDropped: camera.meter.dropped,
      resets,
      reward: rewardStepper(task),
      observe: async (frame, signal) => {
        looking = frame;
        const first = begins;
        begins = false;
        const seen = others.complete(await look(frame, signal), settings().other_cameras_age);
        if (first) resets.next();
        return seen;
      },
    });
  };

  const add = (camera: Camera): Observable<Observation> =>
    camera.frames.pipe(
      keepLatestMap(observing(camera, parts), camera.meter.dropped),
      tap((observation) => others.remember(camera.name, observation)),
    );

  const subscriptions = [
    ...(pacing ? [again(pace(pacing), log).subscribe(publish(pacing))] : []),
    ...rest.map((camera) => again(add(camera), log).subscribe()),
  ];
  return {
    reset: () => {
      resets.next();
      for (const camera of parts.cameras) camera.restart();
    },
    latest: () => latest,
    close: () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
      for (const { meter } of parts.cameras) meter.abandon();
    },
  };
};
