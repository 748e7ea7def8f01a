import type { Moments } from "./moments.js";

/** Numbers along the time line; null where there is none. All columns of a report are equally long. */
export type Column = readonly (number | null)[];

export interface DistanceCurve {
  /** "distance(gripper,bottle)" */
  readonly key: string;
  /** Metres, as answered. */
  readonly raw: Column;
  /** Metres. */
  readonly filtered: Column;
  /** Metres; of `filtered`. */
  readonly stddev: Column;
  /** Metres; absent when no truth was recorded. */
  readonly truth?: Column;
}

export interface PredicateCurve {
  readonly key: string;
  readonly probability: Column;
}

/** A stretch of time, in seconds since the first frame. */
export interface Span {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** The task's own reward of a success, and the potential that it takes back: an ended episode promises nothing more. */
export interface Payment {
  /** Seconds since the first frame. */
  readonly time: number;
  readonly paid: number;
  readonly takenBack: number;
}

/** What the page's script draws. */
export interface Curves {
  /** Seconds since the first frame, ascending. */
  readonly times: readonly number[];
  readonly distances: readonly DistanceCurve[];
  readonly predicates: readonly PredicateCurve[];
  readonly progress: Column;
  readonly reward: Column;
  /** The sum of the episode's rewards up to here. */
  readonly paidSoFar: Column;
  /** In [0, 1]; absent where nothing was judged. */
  readonly trust?: Column;
  /** Absent where the model doesn't tell. */
  readonly novelty?: Column;
  /** Stretches without a reward, named by why. */
  readonly invalid: readonly Span[];
  /** Where the task itself paid. */
  readonly payments: readonly Payment[];
  readonly stages: readonly Span[];
  /** Seconds since the first frame. */
  readonly successes: readonly number[];
}

/** A stay in a stage. */
export interface StageVisit {
  readonly episode: number;
  readonly stage: string;
  /** Seconds since the first frame. */
  readonly entered: number;
  /** When its `until` had held for long enough; absent when it never had. */
  readonly done?: number;
  /** Until when, done or not. */
  readonly left: number;
  /** The longest time in seconds that `until` held; absent when it never did. */
  readonly held?: number;
  /** Seconds that it must hold. */
  readonly hold: number;
  readonly until: string;
  /** Between what each value that it asks moved meanwhile: "distance(gripper,bottle): 14.2–38.0 cm". */
  readonly ranges: readonly string[];
  /** Why the stage was left, or the recording ended in it, undone; empty when it was done. */
  readonly ending: string;
}

export interface Thumbnail {
  /** Seconds since the first frame. */
  readonly time: number;
  readonly jpeg: Uint8Array;
}

/** Why frames have no reward, lack an answer or are known less well. */
export interface Trouble {
  /** "12 of 80 frames: the lens was assumed" */
  readonly why: string;
  /** Seconds since the first frame, where it is known which frames they are. */
  readonly first?: number;
  readonly last?: number;
}

/** One figure of the summary, as text: "median error", "12 %". */
export type Figure = readonly [name: string, value: string];

/** Rows of text under a header. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ReportData {
  readonly title: string;
  readonly task: string;
  /** What the recording came to, in a few words: "success after 8.3 s". */
  readonly verdict: string;
  /** The same stage by stage, as a sentence. */
  readonly story: string;
  readonly succeeded: boolean;
  readonly figures: readonly Figure[];
  /** Errors against the truth, where it was recorded, and whether success was judged rightly. */
  readonly truth?: { readonly table: Table; readonly judgement?: string };
  /** What each distance rests on, and in how many frames. */
  readonly sources: Table;
  readonly thumbnails: readonly Thumbnail[];
  readonly curves: Curves;
  readonly moments: Moments;
  readonly visits: readonly StageVisit[];
  /** Things a reader must know: an assumed lens, curves thinned out. */
  readonly remarks: readonly string[];
  readonly troubles: readonly Trouble[];
  /** Where everything came from: model, hash, task file, camera. */
  readonly provenance: readonly Figure[];
}
