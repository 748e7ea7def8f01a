import { performance } from "node:perf_hooks";

/** Seconds that `work` takes. */
export const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
};

/** What some work takes. */
export interface Taken {
  readonly seconds: number;
  /** Of all threads of this process: what it takes of a machine that does other things, too. */
  readonly cpuSeconds: number;
}

export const takenBy = async (work: () => Promise<unknown>): Promise<Taken> => {
  const before = process.cpuUsage();
  const seconds = await secondsOf(work);
  const { user, system } = process.cpuUsage(before);
  return { seconds, cpuSeconds: (user + system) / 1e6 };
};

/** Milliseconds of one call: the median of so many, after one that warms up. */
export const medianMilliseconds = async (
  times: number,
  work: () => Promise<unknown>,
): Promise<number> => {
  await work();
  const taken: number[] = [];
  for (let i = 0; i < times; i++) taken.push(1000 * (await secondsOf(work)));
  taken.sort((a, b) => a - b);
  return taken[Math.floor(taken.length / 2)] ?? Number.NaN;
};
