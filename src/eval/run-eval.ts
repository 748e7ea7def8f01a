import {
  groupBy,
  type Metres,
  median,
  rocAuc,
  type Seconds,
  SpatialRewardError,
} from "../core/index.js";
import { type DataLine, findSources, readDataset } from "../dataset/index.js";
import type { Backend, BackendIdentity } from "../vlm/index.js";
import { judgeLine, taskQuery } from "./ask-dataset.js";
import { askEpisode } from "./ask-episode.js";
import { type Judged, type QuestionScores, scoreQuestions } from "./questions.js";
import {
  chooseThreshold,
  judgeSuccess,
  type SuccessJudgement,
  scoreTrajectory,
  type TrajectoryScore,
} from "./trajectory.js";

export interface EvalOptions {
  /** Data sets, or folders of data sets. */
  readonly sources: readonly string[];
  readonly backend: Backend;
  /** How long a distance must be held to count as success. */
  readonly hold: Seconds;
  /** Distance below which success is judged; chosen on these episodes when not given (validation). */
  readonly threshold?: Metres;
  readonly onProgress?: (images: number) => void;
  readonly signal?: AbortSignal;
}

export interface TrajectoryReport {
  readonly episodes: number;
  /** Over all episodes; one with too few answers to have an order counts as 0. */
  readonly medianSpearman: number;
  /** Success by the held distance, successes against all others. */
  readonly successAuc: number;
  readonly hold: Seconds;
  /** Whether the threshold was chosen on these same episodes: then the rates below flatter. */
  readonly thresholdChosenHere: boolean;
  readonly success: SuccessJudgement;
  readonly scores: readonly TrajectoryScore[];
}

export interface EvalReport {
  readonly backend: BackendIdentity;
  readonly images: number;
  readonly questions?: QuestionScores;
  readonly trajectories?: TrajectoryReport;
}

/** Episodes that end with the object held: `moved` ones were disturbed on the way. */
const successes: ReadonlySet<string> = new Set(["success", "moved"]);

const report = (
  scores: readonly TrajectoryScore[],
  { hold, threshold }: Pick<EvalOptions, "hold" | "threshold">,
): TrajectoryReport => {
  const nearness = (succeeded: boolean): number[] =>
    scores.filter((score) => score.succeeded === succeeded).map((score) => -score.heldDistance);
  return {
    episodes: scores.length,
    medianSpearman: median(scores.map(({ spearman }) => (Number.isNaN(spearman) ? 0 : spearman))),
    successAuc: rocAuc(nearness(true), nearness(false)),
    hold,
    thresholdChosenHere: threshold === undefined,
    success: judgeSuccess(scores, threshold ?? chooseThreshold(scores)),
    scores,
  };
};

interface Gathered {
  readonly judged: Judged[];
  readonly scores: TrajectoryScore[];
  images: number;
}

const scoreEpisode = async (
  folder: string,
  name: string,
  lines: readonly DataLine[],
  { backend, hold, signal }: EvalOptions,
): Promise<readonly TrajectoryScore[]> => {
  const [first] = lines;
  const query = first && taskQuery(first);
  if (!query) return [];
  const outcome = first.outcome ?? "unknown";
  const points = await askEpisode(folder, lines, query, backend, signal);
  return [scoreTrajectory({ name, outcome, succeeded: successes.has(outcome) }, points, hold)];
};

const askSource = async (folder: string, options: EvalOptions, gathered: Gathered) => {
  const lines: DataLine[] = [];
  for await (const line of readDataset(folder)) lines.push(line);
  const single = lines.filter(({ episode }) => episode === undefined);
  for (const line of single) {
    options.signal?.throwIfAborted();
    gathered.judged.push(...(await judgeLine(folder, line, options.backend, options.signal)));
    gathered.images += 1;
    options.onProgress?.(gathered.images);
  }
  const ofEpisodes = lines.filter(({ episode }) => episode !== undefined);
  for (const [name, frames] of groupBy(ofEpisodes, ({ episode }) => episode ?? "")) {
    options.signal?.throwIfAborted();
    gathered.scores.push(...(await scoreEpisode(folder, name, frames, options)));
    gathered.images += frames.length;
    options.onProgress?.(gathered.images);
  }
};

/**
 * Measures a backend against data sets: single images by their questions, episodes by their task's distance.
 * @throws SpatialRewardError usage.argument, dataset.invalid (also when there is nothing to ask), image.missing
 */
export const runEval = async (options: EvalOptions): Promise<EvalReport> => {
  const gathered: Gathered = { judged: [], scores: [], images: 0 };
  for (const { path } of await findSources(options.sources)) {
    await askSource(path, options, gathered);
  }
  const { judged, scores, images } = gathered;
  if (judged.length + scores.length === 0) {
    throw new SpatialRewardError(
      "dataset.invalid",
      `${options.sources.join(", ")}: neither questions nor episodes with a task; ` +
        '"spatial-reward vqa DATA --in-place" writes questions',
    );
  }
  return {
    backend: options.backend.identity,
    images,
    ...(judged.length > 0 && { questions: scoreQuestions(judged) }),
    ...(scores.length > 0 && { trajectories: report(scores, options) }),
  };
};
