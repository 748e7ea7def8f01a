import { basename, join, sep } from "node:path";
import { SpatialRewardError } from "../core/index.js";
import { outputNames, type PlannedRecording } from "../label/index.js";
import type { Task } from "../reward/index.js";
import { sourcesAt } from "../source/index.js";

/** A recording or data set that is to be labelled. */
export interface WantedRecording {
  readonly recording: string;
  /** Folder below the output; else its name. */
  readonly output?: string;
  readonly task?: Task;
}

interface Expanded extends WantedRecording {
  readonly input: string;
}

/** A data set's episodes, one by one; below a folder that was named for it, each in one of its own. */
const expanded = async (wanted: WantedRecording): Promise<readonly Expanded[]> => {
  const inputs = await sourcesAt(wanted.recording);
  return inputs.map((input) => {
    const { output } = wanted;
    if (output === undefined || input === wanted.recording) return { ...wanted, input };
    return { ...wanted, input, output: join(output, basename(input)) };
  });
};

const refuse = (one: PlannedRecording, other: string, how: string): never => {
  throw new SpatialRewardError(
    "usage.argument",
    `${one.input}: its output "${one.name}" would be ${how} that of ${other}; name another "output" in the manifest`,
  );
};

/** No output is another one's, or in it. */
const requireApart = (recordings: readonly PlannedRecording[]): void => {
  const owner = new Map<string, string>();
  for (const one of recordings) {
    const other = owner.get(one.name);
    if (other !== undefined) refuse(one, other, "the same as");
    owner.set(one.name, one.input);
  }
  for (const one of recordings) {
    const parts = one.name.split(sep);
    for (let depth = 1; depth < parts.length; depth++) {
      const other = owner.get(parts.slice(0, depth).join(sep));
      if (other !== undefined) refuse(one, other, "in");
    }
  }
};

/**
 * Every recording with its folder, in the order they were named. Names depend on all that are wanted, so that whoever
 * labels a part of them gives them the same.
 * @throws SpatialRewardError usage.argument, dataset.invalid
 */
export const planRecordings = async (
  wanted: readonly WantedRecording[],
): Promise<readonly PlannedRecording[]> => {
  const all: Expanded[] = [];
  for (const one of wanted) all.push(...(await expanded(one)));
  const unnamed = all.filter(({ output }) => output === undefined).map(({ input }) => input);
  const names = outputNames(unnamed);
  const recordings = all.map(({ input, output, task }) => ({
    input,
    name: output ?? names.get(input) ?? basename(input),
    ...(task && { task }),
  }));
  requireApart(recordings);
  return recordings;
};
