import type { Reason, Seconds } from "../core/index.js";
import type { Task } from "../reward/index.js";
import type { Backend } from "../vlm/index.js";
import type { Camera } from "./camera.js";
import type { Condition } from "./diagnose.js";
import type { CameraCondition } from "./diagnose-camera.js";
import type { LiveSettings } from "./settings.js";
import type { Watch } from "./watch.js";

/** What there is at the moment. */
export interface Watched {
  readonly model: () => { readonly backend: Backend } | undefined;
  readonly watch: () => Watch | undefined;
  readonly task: () => Task | undefined;
}

interface Noted {
  readonly name: string;
  readonly state: string;
  readonly trouble: string | undefined;
  readonly caught: number;
  readonly settings: Pick<LiveSettings, "stale_after">;
  /** As in RMW_IMPLEMENTATION. */
  readonly rmw: string;
}

interface Besides {
  readonly rmw: string;
  readonly staleAfter: Seconds;
  /** What is counted elsewhere and told with the camera. */
  readonly reasons: readonly Reason[];
  /** The task names a frame of the gripper. */
  readonly gripper: boolean;
}

const cameraCondition = (
  camera: Camera,
  { rmw, staleAfter, reasons, gripper }: Besides,
): CameraCondition => {
  const newest = camera.newest();
  const { intrinsicsSource: lens = "unknown", lensFailure } = newest ?? {};
  const depth = camera.depth();
  return {
    name: camera.name,
    readings: camera.meter.read(),
    publishers: camera.publishers(),
    rmw,
    silence: camera.silence,
    staleAfter,
    open: camera.open(),
    lens,
    reasons: [...camera.reasons(), ...reasons],
    lacks: [
      ...(newest && depth && !newest.depth ? (["depth"] as const) : []),
      ...(newest && gripper && !newest.gripper ? (["tf"] as const) : []),
    ],
    ...(depth && { depth }),
    ...(lensFailure && { lensFailure }),
  };
};

/** What diagnostics tell, gathered from the node's parts. */
export const conditionOf = (live: Watched, noted: Noted): Condition => {
  const { trouble, settings, rmw, ...rest } = noted;
  const [model, task] = [live.model(), live.task()];
  const watch = live.watch();
  const session = watch?.session();
  const sample = session?.latest()?.sample;
  return {
    ...rest,
    ...(trouble !== undefined && { trouble }),
    ...(task && { task: task.text }),
    ...(model && {
      model: { identity: model.backend.identity, restarts: model.backend.restarts?.() ?? 0 },
    }),
    ...(sample && {
      episode: { number: sample.episode, stage: sample.stage, why: sample.invalidReason },
    }),
    // The first one paces: what its frames lacked of others is told with it.
    cameras: (watch?.cameras() ?? []).map((camera, at) =>
      cameraCondition(camera, {
        rmw,
        staleAfter: settings.stale_after,
        reasons:
          at === 0 ? [...(session?.reasons() ?? []), ...(watch?.transformReasons() ?? [])] : [],
        gripper: task?.gripperFrame !== undefined,
      }),
    ),
  };
};
