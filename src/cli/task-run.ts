import {
  checkRecording,
  checkTask,
  type LabelSettings,
  type RecordingCheck,
} from "../label/index.js";
import { requireVocabulary } from "../pipeline/index.js";
import { type BackendFlags, openFromFlags } from "./backend-flags.js";
import { readStaticTf } from "./read-static-tf.js";
import { readTask } from "./read-task.js";
import { recordingProse, taskProse } from "./task-prose.js";
import type { Terminal } from "./terminal.js";
import { jsonDocument } from "./verb.js";

/** As commander gives them. */
export interface TaskFlags extends BackendFlags {
  readonly bag?: string;
  readonly camera?: string;
  readonly fov?: number;
  readonly pitch?: number;
  readonly staticTf?: string;
  readonly json?: boolean;
}

type Settings = Pick<LabelSettings, "task" | "camera" | "fov" | "pitch" | "staticTransforms">;

const settingsOf = async (path: string, flags: TaskFlags): Promise<Settings> => {
  const { camera, fov, pitch, staticTf } = flags;
  return {
    task: await readTask(path),
    ...(camera === undefined ? {} : { camera }),
    ...(fov === undefined ? {} : { fov }),
    ...(pitch === undefined ? {} : { pitch }),
    ...(staticTf === undefined ? {} : { staticTransforms: await readStaticTf(staticTf) }),
  };
};

/** What is wrong with the recording is thrown when all else has been told. */
const recordingOf = async (
  { bag }: TaskFlags,
  settings: Settings,
): Promise<{ readonly recording?: RecordingCheck; readonly thrown?: unknown }> => {
  if (bag === undefined) return {};
  try {
    return { recording: await checkRecording(bag, settings) };
  } catch (thrown) {
    return { thrown };
  }
};

/** Prints what the task asks, and ends as labelling would end that can't begin. */
export const runTaskCheck = async (
  path: string,
  flags: TaskFlags,
  terminal: Terminal,
): Promise<void> => {
  const settings = await settingsOf(path, flags);
  const backend = await openFromFlags(flags, terminal);
  try {
    const { source } = backend.identity;
    const check = checkTask(settings.task, backend);
    const { recording, thrown } = await recordingOf(flags, settings);
    terminal.out(
      flags.json === true
        ? jsonDocument({ task: path, backend: source, ...check, ...(recording && { recording }) })
        : taskProse(path, source, check) + (recording ? recordingProse(recording, check) : ""),
    );
    requireVocabulary(settings.task, backend);
    if (thrown !== undefined) throw thrown;
  } finally {
    await backend.close();
  }
};
