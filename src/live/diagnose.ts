import type { DiagnosticStatus } from "../messages/index.js";
import type { BackendIdentity } from "../vlm/index.js";
import { type CameraCondition, cameraStatus } from "./diagnose-camera.js";

/** All that diagnostics say, as values. */
export interface Condition {
  /** The node's name, without the leading slash, as diagnostics tools group by it. */
  readonly name: string;
  /** Of its lifecycle, or of its connection. */
  readonly state: string;
  /** The latest step that failed, until one succeeds. */
  readonly trouble?: string;
  /** Errors in callbacks that the node survived. */
  readonly caught: number;
  readonly task?: string;
  readonly model?: { readonly identity: BackendIdentity; readonly restarts: number };
  readonly episode?: { readonly number: number; readonly stage: string; readonly why: string };
  readonly cameras: readonly CameraCondition[];
}

const modelStatus = ({ name, model }: Condition): DiagnosticStatus => {
  const status = { name: `${name}: model`, hardwareId: model?.identity.name ?? "" };
  if (model === undefined) return { ...status, level: "ok", message: "not loaded", values: {} };
  const { identity, restarts } = model;
  return {
    ...status,
    level: restarts > 0 ? "warn" : "ok",
    message: restarts > 0 ? `died or hung ${restarts} times and was started again` : "loaded",
    values: { ...identity, restarts: String(restarts) },
  };
};

const nodeStatus = (condition: Condition): DiagnosticStatus => {
  const { name, state, trouble, caught, task, episode } = condition;
  const taskless = task === undefined;
  const { level, message } =
    trouble !== undefined
      ? ({ level: "error", message: trouble } as const)
      : taskless
        ? ({
            level: "warn",
            message: "no task: set the parameter task, or call ~/set_task",
          } as const)
        : ({ level: "ok", message: state } as const);
  return {
    level,
    name: `${name}: node`,
    message,
    hardwareId: "",
    values: {
      state,
      task: task ?? "",
      episode: String(episode?.number ?? ""),
      stage: episode?.stage ?? "",
      "newest frame invalid because": episode?.why ?? "",
      "errors survived": String(caught),
    },
  };
};

/** One status for the node, one for the model, one for each camera. */
export const diagnose = (condition: Condition): readonly DiagnosticStatus[] => [
  nodeStatus(condition),
  modelStatus(condition),
  ...condition.cameras.map((camera) => cameraStatus(condition.name, camera)),
];
