import { type Stamp, secondsBetween } from "../core/index.js";
import type { Row } from "./row.js";

/** More points than this make a page heavy and no clearer: half an hour at 10 Hz has fewer. */
const mostPoints = 20_000;

/** Every how many frames a point of the time line stands. */
export const pointStride = (frames: number): number => Math.max(1, Math.ceil(frames / mostPoints));

/** Where a row stands. */
export interface RowPlace {
  /** Of all rows, from 0. */
  readonly position: number;
  /** Seconds since the first row, by log time: it never goes back, even where the images' own clock does. */
  readonly time: number;
  /** Of the time line, from 0; absent where the row has no point of its own. */
  readonly point?: number;
}

/** Gives rows their places, one after another. */
export const placeRows = (frames: number): ((row: Row) => RowPlace) => {
  const stride = pointStride(frames);
  let start: Stamp | undefined;
  let position = -1;
  return ({ frame: { logTime } }) => {
    start ??= logTime;
    position++;
    const time = secondsBetween(start, logTime);
    return position % stride === 0
      ? { position, time, point: position / stride }
      : { position, time };
  };
};

type Cell = number | null;

/** A number as a page has it: six digits are more than a chart shows. */
export const cell = (value: number | undefined): Cell =>
  value !== undefined && Number.isFinite(value) ? Number(value.toPrecision(6)) : null;

/** Columns by key, each as long as the points added so far; a key that is new starts with nulls. */
export const columnsByKey = () => {
  const columns = new Map<string, Cell[]>();
  return {
    keys: (): readonly string[] => [...columns.keys()],
    has: (key: string): boolean => columns.has(key),
    put: (key: string, at: number, value: number | undefined): void => {
      const column = columns.get(key) ?? [];
      columns.set(key, column);
      while (column.length < at) column.push(null);
      column[at] = cell(value);
    },
    /** As long as all others are. */
    column: (key: string, length: number): readonly Cell[] =>
      Array.from({ length }, (_, at) => columns.get(key)?.[at] ?? null),
  };
};

/** Texts that repeat, by number. */
export const numberedTexts = () => {
  const numbers = new Map<string, number>();
  return {
    numberOf: (text: string): number => {
      const number = numbers.get(text) ?? numbers.size;
      numbers.set(text, number);
      return number;
    },
    texts: (): readonly string[] => [...numbers.keys()],
  };
};
