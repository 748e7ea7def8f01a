import { type Column, scalarColumn, writeTable } from "./table.js";

/** Where LeRobot's RA-BC looks by itself, in a data set's folder. */
export const progressFile = "sarm_progress.parquet";

/** Of one row of a data set. */
export interface RowProgress {
  /** In the whole data set. */
  readonly index: number;
  readonly episode: number;
  readonly frame: number;
  /** Φ, 0..1. */
  readonly progress: number;
}

const progressColumns: readonly Column[] = [
  scalarColumn("index", "int64"),
  scalarColumn("episode_index", "int64"),
  scalarColumn("frame_index", "int64"),
  scalarColumn("progress_sparse", "float32"),
  scalarColumn("progress_dense", "float32"),
];

export const writeProgress = (path: string, rows: readonly RowProgress[]): Promise<void> =>
  writeTable(
    path,
    progressColumns,
    rows.map(({ index, episode, frame, progress }) => ({
      index: BigInt(index),
      episode_index: BigInt(episode),
      frame_index: BigInt(frame),
      progress_sparse: progress,
      progress_dense: progress,
    })),
    { reward_model_path: "spatial-reward" },
  );
