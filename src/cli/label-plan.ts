import {
  failuresOf,
  ofShard,
  parseShard,
  planRecordings,
  readManifest,
  type WantedRecording,
} from "../batch/index.js";
import { remember, SpatialRewardError } from "../core/index.js";
import { type PlannedRecording, requireOneToName } from "../label/index.js";
import type { Task } from "../reward/index.js";
import { needed } from "./arguments.js";
import type { LabelFlags } from "./label-run.js";
import { readTask } from "./read-task.js";
import type { Terminal } from "./terminal.js";

type PlanFlags = Pick<LabelFlags, "task" | "name" | "manifest" | "shard">;

/** What this process labels. */
export interface LabelPlan {
  readonly recordings: readonly PlannedRecording[];
  /** What was named: recordings, and data sets as a whole. */
  readonly sources: readonly string[];
  /** Of recordings without one of their own. */
  readonly task: Task;
  /** The file below the output that lists what failed. */
  readonly failures: string;
}

/** A folder in the output, and nowhere else. */
const checkedName = (name: string): string => {
  if (/^[^/\\\0]+$/.test(name) && name !== "." && name !== ".." && name.trim() === name)
    return name;
  throw new SpatialRewardError(
    "usage.argument",
    `--name: must be the name of a folder, without "/"; got "${name}"`,
  );
};

/** @throws SpatialRewardError usage.argument */
export const requireRecordings = (
  inputs: readonly string[],
  { manifest }: Pick<LabelFlags, "manifest">,
): void => {
  if (inputs.length === 0 && manifest === undefined)
    throw new SpatialRewardError(
      "usage.argument",
      "missing argument <bag...>: name recordings, or a --manifest of them",
    );
};

/** Task files that are read once, however many recordings name them. */
const mostTasks = 1000;

const manifestRecordings = async (
  path: string | undefined,
): Promise<readonly WantedRecording[]> => {
  if (path === undefined) return [];
  const taskAt = remember(readTask, mostTasks);
  const wanted: WantedRecording[] = [];
  for (const { task, ...entry } of await readManifest(path))
    wanted.push({ ...entry, ...(task !== undefined && { task: await taskAt(task) }) });
  return wanted;
};

const named = (
  wanted: readonly WantedRecording[],
  name: string | undefined,
): readonly WantedRecording[] => {
  const [only] = wanted;
  if (name === undefined || only === undefined) return wanted;
  requireOneToName(wanted.length);
  return [{ ...only, output: checkedName(name) }];
};

/** Of --task; without, each recording has to bring its own. */
const taskOf = async (
  path: string | undefined,
  wanted: readonly WantedRecording[],
): Promise<Task> => {
  const [first] = wanted;
  const own = wanted.every(({ task }) => task) ? first?.task : undefined;
  return path === undefined && own ? own : readTask(needed(path, "--task FILE"));
};

/**
 * What this process labels of what the command line and the manifest name.
 * @throws SpatialRewardError usage.*, manifest.invalid, task.*, dataset.invalid
 */
export const planLabel = async (
  inputs: readonly string[],
  { task: path, name, manifest, shard: part }: PlanFlags,
  { env, err }: Terminal,
): Promise<LabelPlan> => {
  const shard = part === undefined ? undefined : parseShard(part, env);
  const given = inputs.map((recording) => ({ recording }));
  const wanted = named([...given, ...(await manifestRecordings(manifest))], name);
  const task = await taskOf(path, wanted);
  const all = await planRecordings(wanted);
  const sources = wanted.map(({ recording }) => recording);
  if (shard === undefined) return { recordings: all, sources, task, failures: "failed.json" };
  const recordings = ofShard(all, shard);
  err(`part ${shard.index} of ${shard.count}: ${recordings.length} of ${all.length} recordings\n`);
  return { recordings, sources, task, failures: failuresOf(shard) };
};
