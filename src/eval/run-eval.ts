import { counted, type Failure, groupBy, SpatialRewardError } from "../core/index.js";
import { countLines, type DataLine, readDataset, type Source } from "../dataset/index.js";
import { mapInOrder } from "../label/index.js";
import type { Backend, BackendIdentity } from "../vlm/index.js";
import { askEpisode, inFlight } from "./ask-episode.js";
import { askStill } from "./ask-stills.js";
import type { Case } from "./case.js";
import { findInputs, type Inputs } from "./inputs.js";
import { type QuestionScores, scoreQuestions } from "./questions.js";
import { readRecorded } from "./recorded.js";
import { type RewardBenchmark, scoreRewards } from "./rewards/index.js";
import type { Trace } from "./trace.js";
import { reportTrajectories, type SuccessOptions, type TrajectoryReport } from "./trajectories.js";

export interface EvalOptions extends SuccessOptions {
  /** Data sets, labelled recordings, or folders of them. */
  readonly sources: readonly string[];
  /** Opened when the first image is to be asked about: labelled recordings need none. */
  readonly backend: () => Promise<Backend>;
  /** Only episodes that set out to do this; all when not given. Single images are asked about all the same. */
  readonly motion?: string;
  /** Ask about the other things of an episode too, for counterfactual grounding: more questions a frame. */
  readonly others?: boolean;
  /** `total` is undefined when recordings are among the sources. */
  readonly onProgress?: (done: number, total: number | undefined) => void;
  readonly signal?: AbortSignal;
}

/** What `eval --json` prints. Lengths in metres, shares and probabilities 0..1; NaN (null in JSON): undefined. */
export interface EvalReport {
  /** Absent when only labelled recordings were read. */
  readonly backend?: BackendIdentity;
  readonly images: number;
  /** Images that the backend failed on, and why the first. Their questions count as unanswered. */
  readonly failures: { readonly count: number; readonly first?: Failure };
  readonly questions?: QuestionScores;
  readonly trajectories?: TrajectoryReport;
  /** Of the same episodes, by the field's definitions. */
  readonly rewards?: readonly RewardBenchmark[];
}

/** A report and what it was made from. */
export interface Evaluation {
  readonly report: EvalReport;
  readonly cases: readonly Case[];
  readonly traces: readonly Trace[];
}

/** Gathers cases and traces, source by source. */
class Gathering {
  readonly cases: Case[] = [];
  readonly traces: Trace[] = [];
  readonly failures: Failure[] = [];
  images = 0;
  private total: number | undefined;
  private opening: Promise<Backend> | undefined;

  constructor(private readonly options: EvalOptions) {}

  async gather({ recordings, datasets }: Inputs): Promise<void> {
    const counts = await Promise.all(datasets.map(({ path }) => countLines(path)));
    if (recordings.length === 0) this.total = counts.reduce((sum, count) => sum + count, 0);
    for (const path of recordings) await this.recording(path);
    for (const source of datasets) await this.dataset(source);
  }

  /** Of the backend, if any was asked. */
  async identity(): Promise<BackendIdentity | undefined> {
    return (await this.opening)?.identity;
  }

  private async recording(path: string): Promise<void> {
    this.signal.throwIfAborted();
    const { cases, trace, motion, frames } = await readRecorded(path);
    this.cases.push(...cases);
    if (trace && this.wants(motion)) this.traces.push(trace);
    this.step(frames);
  }

  private async dataset({ path }: Source): Promise<void> {
    const episodes: DataLine[] = [];
    const ask = async (line: DataLine) => {
      this.signal.throwIfAborted();
      return askStill(path, line, await this.backend(), this.signal);
    };
    for await (const asked of mapInOrder(stillsOf(path, episodes), inFlight, ask)) {
      this.cases.push(...asked.cases);
      if (asked.failure) this.failures.push(asked.failure);
      this.step();
    }
    for (const [name, lines] of groupBy(episodes, ({ episode }) => episode ?? "")) {
      if (this.wants(lines[0]?.motion)) await this.episode(path, name, lines);
      else this.pass(lines.length);
    }
  }

  private async episode(path: string, name: string, lines: readonly DataLine[]): Promise<void> {
    const asked = await askEpisode(path, name, lines, await this.backend(), {
      others: this.options.others === true,
      signal: this.signal,
      onFrame: () => this.step(),
    });
    if (asked.trace) this.traces.push(asked.trace);
    this.failures.push(...asked.failures);
  }

  private wants(motion: string | undefined): boolean {
    return this.options.motion === undefined || motion === this.options.motion;
  }

  private pass(images: number): void {
    if (this.total !== undefined) this.total -= images;
  }

  private backend(): Promise<Backend> {
    this.opening ??= this.options.backend();
    return this.opening;
  }

  private step(images = 1): void {
    this.images += images;
    this.options.onProgress?.(this.images, this.total);
  }

  private get signal(): AbortSignal {
    return this.options.signal ?? never;
  }
}

/** A data set's single images; lines that belong to episodes are put aside. */
async function* stillsOf(path: string, episodes: DataLine[]): AsyncGenerator<DataLine> {
  for await (const line of readDataset(path)) {
    if (line.episode === undefined) yield line;
    else episodes.push(line);
  }
}

const never = new AbortController().signal;

const requireSomething = (
  { cases, traces, failures, images }: Gathering,
  { sources, motion }: EvalOptions,
) => {
  if (cases.length + traces.length === 0) {
    const episodes = motion === undefined ? "episodes" : `episodes of motion "${motion}"`;
    throw new SpatialRewardError(
      "dataset.invalid",
      `${sources.join(", ")}: neither questions nor ${episodes} with a task; ` +
        '"spatial-reward vqa DATA --in-place" writes questions',
    );
  }
  const [first] = failures;
  if (first && failures.length === images) {
    throw new SpatialRewardError(
      first.code,
      `none of ${counted(images, "image")} could be asked about: ${first.message}`,
    );
  }
};

/**
 * Measures a backend: single images by their questions, episodes by their task, recordings by the facts stored in them.
 * @throws SpatialRewardError usage.argument, dataset.invalid (also when there is nothing to ask), image.*, bag.*;
 * a backend's failure when it fails on every image
 */
export const runEval = async (options: EvalOptions): Promise<Evaluation> => {
  const gathering = new Gathering(options);
  await gathering.gather(await findInputs(options.sources));
  requireSomething(gathering, options);
  const { cases, traces, images, failures } = gathering;
  const identity = await gathering.identity();
  const [first] = failures;
  return {
    cases,
    traces,
    report: {
      ...(identity && { backend: identity }),
      images,
      failures: { count: failures.length, ...(first && { first }) },
      ...(cases.length > 0 && { questions: scoreQuestions(cases) }),
      ...(traces.length > 0 && {
        trajectories: reportTrajectories(traces, options),
        rewards: scoreRewards(traces),
      }),
    },
  };
};
