import type { Reason, Seconds } from "../core/index.js";
import type { ValuedFrame } from "../pipeline/index.js";
import type { Task } from "../reward/index.js";
import { createTransformHistory, type Transform } from "../scene/index.js";
import type { Backend } from "../vlm/index.js";
import { type Camera, openCamera } from "./camera.js";
import type { Guard } from "./guard.js";
import { createOutputs } from "./outputs.js";
import type { Closable, Robot } from "./port.js";
import { type Session, startSession } from "./session.js";
import type { LiveSettings } from "./settings.js";
import { listenToTransforms, type Transforms } from "./transforms.js";
import { type WantedCamera, wantedCameras } from "./wanted-cameras.js";

/** What an active node does: listens to cameras and judges their frames by a task, if it has one. */
export interface Watch extends Closable {
  readonly cameras: () => readonly Camera[];
  readonly session: () => Session | undefined;
  /** What TF told that was left out, and how often. */
  readonly transformReasons: () => readonly Reason[];
  /** Another task, from the next frame on; cameras that it has in common with the one before stay open. */
  take(task: Task): void;
}

export interface WatchParts {
  readonly robot: Robot;
  readonly backend: Backend;
  readonly guard: Guard;
  readonly clock: () => Seconds;
  /** Of the moment. */
  readonly settings: () => LiveSettings;
  /** Where frames stand that don't move, as the user states it: whatever TF tells of them doesn't count. */
  readonly staticTransforms?: readonly Transform[];
  /** Hears of each reward that is published. */
  readonly onReward?: (valued: ValuedFrame) => void;
}

const closeAll = (things: Iterable<Closable | undefined>): void => {
  for (const thing of things) thing?.close();
};

export const startWatch = (parts: WatchParts, first: Task | undefined): Watch => {
  const { robot, guard, clock, settings } = parts;
  const outputs = createOutputs(robot);
  let open: readonly Camera[] = [];
  const transforms = createTransformHistory(parts.staticTransforms);
  let heard: Transforms | undefined;
  let task: Task | undefined;
  let session: Session | undefined;

  const surroundings = {
    transforms,
    gripper: () => task?.gripperFrame,
    unannouncedLens: () => settings().camera_info_wait,
    stated: () => {
      const { fov, pitch } = settings();
      return { ...(fov > 0 && { fov }), ...(!Number.isNaN(pitch) && { pitch }) };
    },
  };

  const wake = (): void => {
    for (const camera of open) camera.wake();
  };

  const openCameras = (wanted: readonly WantedCamera[]): readonly Camera[] => {
    closeAll(open.filter((camera) => !wanted.some(camera.isFor)));
    return wanted.map(
      (one) =>
        open.find((camera) => camera.isFor(one)) ??
        openCamera(one, { robot, guard, surroundings, clock }),
    );
  };

  const take = (next: Task | undefined): void => {
    session?.close();
    task = next;
    open = openCameras(wantedCameras(settings(), task ?? { cameras: {} }));
    heard ??= listenToTransforms(robot, guard, transforms, wake);
    session = task && startSession({ ...parts, task, cameras: open, outputs });
  };

  take(first);
  return {
    cameras: () => open,
    session: () => session,
    transformReasons: () => heard?.reasons() ?? [],
    take,
    close: () => closeAll([session, ...open, heard, outputs]),
  };
};
