import { SpatialRewardError } from "../core/index.js";

/** One of `count` machines that share the recordings; `index` from 0. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const refuse = (text: string, why: string): never => {
  throw new SpatialRewardError("usage.flag", `--shard ${text}: ${why}`);
};

const forms = 'write I/N with 0 ≤ I < N ("0/8" to "7/8"), auto, or auto/N';

const wholeNumber = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;

interface Place {
  readonly index: number;
  /** Unknown to Kubernetes, whose jobs don't tell their pods how many there are. */
  readonly count?: number;
}

/**
 * Of a Slurm array, whose ids may begin anywhere and go in steps: `--array=1-9:2` has the ids 1, 3, 5, 7, 9. Ids with
 * gaps (`--array=3,7,12`) don't tell which place one has among them.
 */
const slurmPlace = (text: string, env: Environment): Place | undefined => {
  const id = wholeNumber(env.SLURM_ARRAY_TASK_ID);
  if (id === undefined) return undefined;
  const [min = 0, max = id, step = 1] = ["MIN", "MAX", "STEP"].map((name) =>
    wholeNumber(env[`SLURM_ARRAY_TASK_${name}`]),
  );
  const count = wholeNumber(env.SLURM_ARRAY_TASK_COUNT);
  const index = (id - min) / (step || 1);
  const places = (max - min) / (step || 1) + 1;
  if (count === undefined || places !== count || !Number.isInteger(index))
    return refuse(
      text,
      `this Slurm array has ids with gaps (SLURM_ARRAY_TASK_ID ${id} of ${count ?? "unknown"} between ${min} and ${max}): write which part this is, as I/N`,
    );
  return { index, count };
};

const kubernetesPlace = ({ JOB_COMPLETION_INDEX }: Environment): Place | undefined => {
  const index = wholeNumber(JOB_COMPLETION_INDEX);
  return index === undefined ? undefined : { index };
};

const placeIn = (text: string, env: Environment): Place =>
  slurmPlace(text, env) ??
  kubernetesPlace(env) ??
  refuse(
    text,
    "neither SLURM_ARRAY_TASK_ID (a Slurm array) nor JOB_COMPLETION_INDEX (a Kubernetes Indexed Job) is set; write I/N",
  );

/** With `auto/N` the ids count themselves: a Slurm array that is given again for some of its ids alone keeps their parts. */
const ownIndex = (text: string, env: Environment): number =>
  wholeNumber(env.SLURM_ARRAY_TASK_ID) ?? placeIn(text, env).index;

const automatic = (text: string, total: string | undefined, env: Environment): Shard => {
  if (total !== undefined)
    return { index: ownIndex(text, env), count: wholeNumber(total) ?? refuse(text, forms) };
  const { index, count } = placeIn(text, env);
  if (count !== undefined) return { index, count };
  return refuse(text, "a Kubernetes job doesn't tell how many pods it has: write auto/N");
};

/**
 * Which part of the recordings is this process's: "2/8", the third of eight; "auto", as the environment of a Slurm
 * array says; "auto/8", the index as Slurm or Kubernetes says.
 * @throws SpatialRewardError usage.flag
 */
export const parseShard = (text: string, env: Environment): Shard => {
  const [, index, total] = /^(auto|\d{1,9})(?:\/(\d{1,9}))?$/.exec(text) ?? [];
  const shard =
    index === "auto"
      ? automatic(text, total, env)
      : { index: wholeNumber(index) ?? refuse(text, forms), count: wholeNumber(total) ?? 0 };
  if (shard.index >= shard.count)
    return refuse(
      text,
      total === undefined && index !== "auto"
        ? forms
        : `part ${shard.index} of ${shard.count} there is none; ${forms}`,
    );
  return shard;
};

/** Neighbours go to different machines: long recordings often lie together. */
export const ofShard = <T>(items: readonly T[], { index, count }: Shard): readonly T[] =>
  items.filter((_, at) => at % count === index);
