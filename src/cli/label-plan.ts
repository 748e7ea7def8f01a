import {
  failuresOf,
  ofShard,
  parseShard,
  planRecordings,
  readManifest,
  type WantedRecording,
} from "../batch/index.js";
import { SpatialRewardError } from "../core/index.js";
import type { PlannedRecording } from "../label/index.js";
import type { Task } from "../reward/index.js";
import { needed } from "./arguments.js";
import type { LabelFlags } from "./label-run.js";
import { readTask } from "./read-task.js";
import type { Terminal } from "./terminal.js";

type PlanFlags = Pick<LabelFlags, "task" | "name" | "manifest" | "shard">;

/** What this process labels. */
export interface LabelPlan {
  readonly recordings: readonly PlannedRecording[];
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

/** Each task file is read once, however many recordings name it. */
const taskReader = (): ((path: string) => Promise<Task>) => {
  const read = new Map<string, Promise<Task>>();
  return (path) => {
    const task = read.get(path) ?? readTask(path);
    read.set(path, task);
    return task;
  };
};

const manifestRecordings = async (
  path: string | undefined,
): Promise<readonly WantedRecording[]> => {
  if (path === undefined) return [];
  const taskAt = taskReader();
  const wanted: WantedRecording[] = [];
  for (const { task, ...entry } of await readManifest(path))
    wanted.push({ ...entry, ...(task !== undefined && { task: await taskAt(task) }) });
  return wanted;
};

const named = (
  wanted: readonly WantedRecording[],
  name: string | undefined,
): readonly WantedRecording[] => {
  const [only, ...others] = wanted;
  if (name === undefined || only === undefined) return wanted;
  if (others.length === 0) return [{ ...only, output: checkedName(name) }];
  throw new SpatialRewardError(
    "usage.flag",
    `--name is for one recording; ${wanted.length} were given`,
  );
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
  if (wanted.length === 0)
    throw new SpatialRewardError("usage.argument", "name recordings, or a --manifest of them");
  const task = await taskOf(path, wanted);
  const all = await planRecordings(wanted);
  if (shard === undefined) return { recordings: all, task, failures: "failed.json" };
  const recordings = ofShard(all, shard);
  err(`part ${shard.index} of ${shard.count}: ${recordings.length} of ${all.length} recordings\n`);
  return { recordings, task, failures: failuresOf(shard) };
};
