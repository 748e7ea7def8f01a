import type { Column } from "./report-data.js";

/** Where a thing is in the pictures, as shares of their width and height. */
export interface Track {
  /** As the task file names it. */
  readonly name: string;
  /** Its place is the tool centre point. */
  readonly isTool: boolean;
  /** Where the model, or what it was weighed with, points. */
  readonly x: Column;
  readonly y: Column;
  /** Where it truly is; absent when no truth was recorded, or no pinhole tells where that is in the picture. */
  readonly truth?: { readonly x: Column; readonly y: Column };
}

/** A length between two things, drawn as a line from one to the other. */
export interface Line {
  /** Of a distance curve. */
  readonly key: string;
  readonly from: string;
  readonly to: string;
}

/** A stage as the task file writes it. */
export interface StageText {
  readonly name: string;
  readonly potential: string;
  readonly until: string;
  /** Seconds. */
  readonly hold: number;
}

/** What a player shows of each point of the time line, besides the curves. Columns are as long as it. */
export interface Moments {
  /** Among the camera's messages, from 0. */
  readonly frames: readonly number[];
  /** A URL, or the JPEG itself as one; null of a frame without a picture. */
  readonly pictures: readonly (string | null)[];
  /** Of the pictures, in pixels; absent when there are none. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly tracks: readonly Track[];
  readonly lines: readonly Line[];
  readonly stages: readonly StageText[];
  /** Into `stages`. */
  readonly stage: Column;
  readonly episode: Column;
  /** Seconds that the stage's `until` has held; null where it doesn't. */
  readonly held: Column;
  /** reward = taskReward + discount · potential − previous */
  readonly taskReward: Column;
  readonly discount: Column;
  readonly previous: Column;
  /** Into `reasons`: why the frame has no reward; null where it has one. */
  readonly why: Column;
  readonly reasons: readonly string[];
  /** By distance key: what each answer rests on, into `sources`. */
  readonly restsOn: Readonly<Record<string, Column>>;
  readonly sources: readonly string[];
}
