import { type Stamp, secondsBetween } from "../core/index.js";
import type { Curves, Span } from "../web/index.js";
import type { Row } from "./row.js";

type Cell = number | null;

/** More points than a wide screen has pixels say nothing and make the page heavy. */
const mostPoints = 4000;

/** Every how many frames a point is kept. */
export const curveStride = (frames: number): number => Math.max(1, Math.ceil(frames / mostPoints));

/** Columns by key, each as long as the rows added so far; a key that is new starts with nulls. */
const columnsByKey = () => {
  const columns = new Map<string, Cell[]>();
  return {
    columns,
    put: (key: string, at: number, value: number | undefined): void => {
      const column = columns.get(key) ?? [];
      columns.set(key, column);
      while (column.length < at) column.push(null);
      column[at] = value !== undefined && Number.isFinite(value) ? value : null;
    },
  };
};

const finite = (value: number | undefined): Cell =>
  value !== undefined && Number.isFinite(value) ? value : null;

/** Stretches of one stage, across all rows. */
const stageSpans = () => {
  const spans: { name: string; episode: number; from: number; to: number }[] = [];
  return {
    add: ({ sample }: Row, time: number): void => {
      const open = spans.at(-1);
      if (open) open.to = time;
      if (open?.name !== sample.stage || open.episode !== sample.episode) {
        spans.push({ name: sample.stage, episode: sample.episode, from: time, to: time });
      }
    },
    spans: (): readonly Span[] => spans.map(({ name, from, to }) => ({ name, from, to })),
  };
};

/**
 * Gathers the curves of a report, row by row. The time line is the recording's log time: it never goes back, even
 * where the images' own clock does.
 */
export const gatherCurves = (frames: number) => {
  const stride = curveStride(frames);
  const raw = columnsByKey();
  const filtered = columnsByKey();
  const stddev = columnsByKey();
  const truths = columnsByKey();
  const probability = columnsByKey();
  const stages = stageSpans();
  const times: number[] = [];
  const progress: Cell[] = [];
  const reward: Cell[] = [];
  const successes: number[] = [];
  let start: Stamp | undefined;
  let position = 0;

  const addPoint = ({ sample, truth }: Row, time: number): void => {
    const at = times.push(time) - 1;
    progress.push(finite(sample.progress));
    reward.push(finite(sample.reward));
    for (const each of sample.distances) {
      raw.put(each.key, at, each.raw);
      filtered.put(each.key, at, each.filtered);
      stddev.put(each.key, at, each.stddev);
      const value = truth?.get(each.key);
      if (value?.kind === "length") truths.put(each.key, at, value.filtered);
    }
    for (const each of sample.predicates) probability.put(each.key, at, each.probability);
  };

  const full = (column: Cell[] | undefined): readonly Cell[] =>
    times.map((_, at) => column?.[at] ?? null);

  return {
    add: (row: Row): void => {
      start ??= row.frame.logTime;
      const time = secondsBetween(start, row.frame.logTime);
      if (row.sample.terminated) successes.push(time);
      stages.add(row, time);
      if (position++ % stride === 0) addPoint(row, time);
    },
    result: (): Curves => ({
      times,
      progress,
      reward,
      successes,
      stages: stages.spans(),
      distances: [...raw.columns.keys()].map((key) => ({
        key,
        raw: full(raw.columns.get(key)),
        filtered: full(filtered.columns.get(key)),
        stddev: full(stddev.columns.get(key)),
        ...(truths.columns.has(key) ? { truth: full(truths.columns.get(key)) } : {}),
      })),
      predicates: [...probability.columns].map(([key, column]) => ({
        key,
        probability: full(column),
      })),
    }),
  };
};
