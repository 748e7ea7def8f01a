import type { Tally } from "../core/index.js";
import type { ExportData } from "./episode.js";
import type { ExportSettings } from "./settings.js";

/** What a format is written from. */
export interface ExportJob {
  readonly data: ExportData;
  readonly settings: ExportSettings;
  /** What a user should know, and how often it befell. */
  readonly tally: Tally;
  readonly signal: AbortSignal;
  readonly onEpisode: (done: number) => void;
}

/** Something that a loader would trip over. */
export interface Problem {
  /** In the folder that was checked. */
  readonly file: string;
  readonly what: string;
}

/** A kind of files that trainers read. */
export interface Format {
  readonly name: string;
  /** In half a sentence. */
  readonly about: string;
  /** What it can't do without, beyond the rewards. */
  readonly needs: readonly ("state" | "action")[];
  /**
   * Writes everything into a folder that exists and is empty.
   * @throws SpatialRewardError export.*, output.write, interrupted
   */
  readonly write: (folder: string, job: ExportJob) => Promise<void>;
  /** Whether a folder holds this format. */
  readonly isIn: (folder: string) => Promise<boolean>;
  readonly check: (folder: string) => Promise<readonly Problem[]>;
}
