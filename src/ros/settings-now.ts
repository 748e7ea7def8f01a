import { SpatialRewardError } from "../core/index.js";
import type { StateName } from "./lifecycle-table.js";
import {
  type ParameterValues,
  type Progress,
  type Settings,
  settingsFrom,
  whyRefused,
} from "./settings.js";

/** The settings of the moment, as parameters are changed at run time. */
export interface SettingsNow {
  now(): Settings;
  /** Takes a change or says why not. */
  change(
    changes: ParameterValues,
    state: StateName,
    setTask: (given: string) => unknown,
  ): string | undefined;
}

/** On the way to a state, a node counts as being there. */
const progressIn: Readonly<Record<StateName, Progress>> = {
  unconfigured: "unconfigured",
  cleaningup: "inactive",
  configuring: "inactive",
  inactive: "inactive",
  deactivating: "active",
  activating: "active",
  active: "active",
  finalized: "unconfigured",
  shuttingdown: "active",
  errorprocessing: "active",
};

const whyNoTask = (given: unknown, setTask: (given: string) => unknown): string | undefined => {
  if (typeof given !== "string") return undefined;
  if (given === "") return "task: can't be taken away; give another one";
  try {
    setTask(given);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof SpatialRewardError) return thrown.message;
    throw thrown;
  }
};

/** @throws TypeError for a value that the table does not allow */
export const createSettings = (initial: ParameterValues): SettingsNow => {
  let values = initial;
  let settings = settingsFrom(initial);
  return {
    now: () => settings,
    change: (changes, state, setTask) => {
      const refused =
        whyRefused(changes, progressIn[state]) ?? whyNoTask(changes.get("task"), setTask);
      if (refused !== undefined) return refused;
      values = new Map([...values, ...changes]);
      settings = settingsFrom(values);
      return undefined;
    },
  };
};
