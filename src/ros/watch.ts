import type { Seconds } from "../core/index.js";
import { needsUp, type Task } from "../reward/index.js";
import { createTransformHistory } from "../scene/index.js";
import type { Backend } from "../vlm/index.js";
import { type Camera, openCamera } from "./camera.js";
import { wantedCameras } from "./camera-topics.js";
import type { Guard } from "./guard.js";
import { createOutputs } from "./outputs.js";
import type { Closable, RosNode } from "./port.js";
import { type Session, startSession } from "./session.js";
import type { Settings } from "./settings.js";
import { listenToTransforms } from "./up.js";

/** What an active node does: listens to cameras and judges their frames by a task, if it has one. */
export interface Watch extends Closable {
  readonly cameras: () => readonly Camera[];
  readonly session: () => Session | undefined;
  /** Another task, from the next frame on; cameras that it has in common with the one before stay open. */
  take(task: Task): void;
}

export interface WatchParts {
  readonly node: RosNode;
  readonly backend: Backend;
  readonly guard: Guard;
  readonly clock: () => Seconds;
  /** Of the moment. */
  readonly settings: () => Settings;
}

const transportOf = ({ transport }: Settings) =>
  transport === "raw" || transport === "compressed" ? transport : "auto";

const closeAll = (things: Iterable<Closable | undefined>): void => {
  for (const thing of things) thing?.close();
};

export const startWatch = (parts: WatchParts, first: Task | undefined): Watch => {
  const { node, guard, clock, settings } = parts;
  const outputs = createOutputs(node);
  let open: readonly Camera[] = [];
  const transforms = createTransformHistory();
  let up: Closable | undefined;
  let session: Session | undefined;

  const surroundings = {
    transforms,
    expectsTransforms: () => up !== undefined,
    stated: () => {
      const { fov, pitch } = settings();
      return { ...(fov > 0 && { fov }), ...(!Number.isNaN(pitch) && { pitch }) };
    },
  };

  const wake = (): void => {
    for (const camera of open) camera.wake();
  };

  const openCameras = (wanted: readonly string[]): readonly Camera[] => {
    const names = wanted.map((topic) => node.resolve(topic));
    closeAll(open.filter(({ name }) => !names.includes(name)));
    const transport = transportOf(settings());
    return names.map(
      (name, at) =>
        open.find((camera) => camera.name === name) ??
        openCamera(wanted[at] ?? name, { node, guard, transport, surroundings, clock }),
    );
  };

  const take = (task: Task | undefined): void => {
    session?.close();
    open = openCameras(wantedCameras(settings().cameras, task?.cameras ?? {}));
    if (task?.needs.some(needsUp)) up ??= listenToTransforms(node, guard, transforms, wake);
    session = task && startSession({ ...parts, task, cameras: open, outputs });
  };

  take(first);
  return {
    cameras: () => open,
    session: () => session,
    take,
    close: () => closeAll([session, ...open, up, outputs]),
  };
};
