import type { Reason, Seconds } from "../core/index.js";
import type { Camera } from "./camera.js";
import type { CameraCondition, Condition } from "./diagnose.js";
import type { StateName } from "./lifecycle-table.js";
import type { Live } from "./live.js";
import type { Settings } from "./settings.js";

interface Noted {
  readonly name: string;
  readonly state: StateName;
  readonly trouble: string | undefined;
  readonly caught: number;
  readonly settings: Settings;
}

const cameraCondition = (
  camera: Camera,
  staleAfter: Seconds,
  besides: readonly Reason[],
): CameraCondition => {
  const { intrinsicsSource: lens = "unknown", lensFailure } = camera.newest() ?? {};
  return {
    name: camera.name,
    readings: camera.meter.read(),
    silence: camera.silence,
    staleAfter,
    open: camera.open(),
    lens,
    reasons: [...camera.reasons(), ...besides],
    ...(lensFailure && { lensFailure }),
  };
};

/** What diagnostics tell, gathered from the node's parts. */
export const conditionOf = (live: Live, noted: Noted): Condition => {
  const { trouble, settings, ...rest } = noted;
  const [model, task] = [live.model(), live.task()];
  const session = live.watch()?.session();
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
    cameras: (live.watch()?.cameras() ?? []).map((camera, at) =>
      cameraCondition(camera, settings.stale_after, at === 0 ? (session?.reasons() ?? []) : []),
    ),
  };
};
