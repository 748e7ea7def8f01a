import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writing } from "../bag/index.js";
import {
  type Calibration,
  calibrateCamera,
  calibrationRecord,
  launchFile,
  transformFile,
} from "../calibrate/index.js";
import { SpatialRewardError } from "../core/index.js";
import type { GripperFrame, Task } from "../reward/index.js";
import { tellerOf, tellingUnderstood } from "../vlm/index.js";
import { needed } from "./arguments.js";
import { type BackendFlags, openFromFlags } from "./backend-flags.js";
import { calibrateProse } from "./calibrate-prose.js";
import { createProgress } from "./progress.js";
import { readTask } from "./read-task.js";
import type { Terminal } from "./terminal.js";
import { jsonDocument } from "./verb.js";

/** As commander gives them. */
export interface CalibrateFlags extends BackendFlags {
  readonly task?: string;
  readonly gripperFrame?: string;
  readonly camera?: string;
  readonly base?: string;
  readonly fov?: number;
  readonly rate?: number;
  readonly output?: string;
  readonly json?: boolean;
}

/** A frame that the task doesn't name is the tool centre point itself. */
const gripperOf = ({ gripperFrame }: CalibrateFlags, task: Task): GripperFrame => {
  const named = task.gripperFrame;
  if (gripperFrame === undefined || gripperFrame === named?.frame) {
    if (named) return named;
    throw new SpatialRewardError(
      "usage.flag",
      "which of TF's frames is the gripper's? --gripper-frame FRAME says so, or gripper_frame in the task",
    );
  }
  return { frame: gripperFrame, offset: [0, 0, 0] };
};

const write = async (folder: string, calibration: Calibration, record: string): Promise<void> => {
  await writing(folder, () => mkdir(folder, { recursive: true }));
  const files = {
    "static_tf.yaml": transformFile(calibration),
    "static_tf.launch.xml": launchFile(calibration.link),
    "calibration.json": record,
  };
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    await writing(path, () => writeFile(path, text));
  }
};

/** Calibrates, and prints what came of it. */
export const runCalibrate = async (
  input: string,
  flags: CalibrateFlags,
  terminal: Terminal,
): Promise<void> => {
  const { camera, base, fov, rate, output } = flags;
  const task = await readTask(needed(flags.task, "--task FILE"));
  const gripper = gripperOf(flags, task);
  const opened = await openFromFlags(flags, terminal);
  const progress = createProgress(terminal);
  const tell = tellerOf((text) => progress.say(`note: ${text}\n`));
  const backend = tellingUnderstood(opened, tell);
  try {
    const calibration = await calibrateCamera({
      input,
      task,
      gripper,
      backend,
      ...(camera === undefined ? {} : { camera }),
      ...(base === undefined ? {} : { base }),
      ...(fov === undefined ? {} : { fov }),
      ...(rate === undefined ? {} : { rate }),
      signal: terminal.signal,
      onProgress: (done, total) => progress.update(input, done, total),
    });
    progress.end(input);
    progress.stop();
    const record = jsonDocument({ input, ...calibrationRecord(calibration) });
    if (output !== undefined) await write(output, calibration, record);
    terminal.out(flags.json === true ? record : calibrateProse(calibration));
  } finally {
    progress.stop();
    await backend.close();
  }
};
