import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type Baseline, ownRoot } from "./baseline.js";
import type { Overhead } from "./label-speed.js";
import { type MemoryUse, memoryUse } from "./memory.js";

/** The same measured with this build and, where it can be had, with the baseline, turn by turn. */
export interface Compared<T> {
  readonly now: T;
  readonly before?: T;
}

const child = fileURLToPath(new URL("./overhead-child.js", import.meta.url));

const shape = z.object({
  questions: z.number(),
  millisecondsPerFrame: z.number(),
  cpuMillisecondsPerFrame: z.number(),
});

const failed = ([code]: unknown[]): never => {
  throw new Error(`a measuring process ended with ${String(code)}`);
};

const measuredBy = async (measuring: ChildProcess): Promise<Overhead> => {
  const said = once(measuring, "message");
  measuring.send("measure");
  const [result] = await Promise.race([said, once(measuring, "exit").then(failed)]);
  return shape.parse(result);
};

/** Other work on the machine only ever adds to a time: the least of several turns has the least of it. */
const least = (all: readonly Overhead[], questions: number): Overhead => ({
  questions,
  millisecondsPerFrame: Math.min(...all.map((each) => each.millisecondsPerFrame)),
  cpuMillisecondsPerFrame: Math.min(...all.map((each) => each.cpuMillisecondsPerFrame)),
});

const rootsOf = (baseline: Baseline): readonly string[] =>
  "root" in baseline ? [baseline.root, ownRoot] : [ownRoot];

const pairOf = <T>(results: readonly T[]): Compared<T> => {
  const now = results.at(-1);
  if (now === undefined) throw new RangeError("nothing was measured");
  const before = results.length > 1 ? results[0] : undefined;
  return before === undefined ? { now } : { now, before };
};

export interface OverheadParts {
  readonly input: string;
  readonly spec: string;
  readonly questions: number;
  /** Of each build. */
  readonly turns: number;
}

/** What a frame costs when the model costs nothing; each build in a process of its own. */
export const compareOverhead = async (
  baseline: Baseline,
  { input, spec, questions, turns }: OverheadParts,
): Promise<Compared<Overhead>> => {
  const processes = rootsOf(baseline).map((root) => ({
    measuring: fork(child, [root, input, spec, String(questions)]),
    results: [] as Overhead[],
  }));
  try {
    for (let turn = 0; turn < turns; turn++)
      for (const { measuring, results } of processes) results.push(await measuredBy(measuring));
    return pairOf(processes.map(({ results }) => least(results, questions)));
  } finally {
    for (const { measuring } of processes) measuring.kill();
  }
};

/** The most that labelling a large recording holds. */
export const compareMemory = async (
  baseline: Baseline,
  folder: string,
  spec: string,
  megabytes: number,
): Promise<Compared<MemoryUse>> =>
  pairOf(await memoryUse(folder, spec, megabytes, rootsOf(baseline)));
