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

/** What the page's script draws. */
export interface Curves {
  /** Seconds since the first frame, ascending. */
  readonly times: readonly number[];
  readonly distances: readonly DistanceCurve[];
  readonly predicates: readonly PredicateCurve[];
  readonly progress: Column;
  readonly reward: Column;
  readonly stages: readonly Span[];
  /** Seconds since the first frame. */
  readonly successes: readonly number[];
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
  readonly succeeded: boolean;
  readonly figures: readonly Figure[];
  /** Errors against the truth, where it was recorded, and whether success was judged rightly. */
  readonly truth?: { readonly table: Table; readonly judgement?: string };
  /** What each distance rests on, and in how many frames. */
  readonly sources: Table;
  readonly thumbnails: readonly Thumbnail[];
  readonly curves: Curves;
  /** Things a reader must know: an assumed lens, curves thinned out. */
  readonly remarks: readonly string[];
  readonly troubles: readonly Trouble[];
  /** Where everything came from: model, hash, task file, camera. */
  readonly provenance: readonly Figure[];
}
