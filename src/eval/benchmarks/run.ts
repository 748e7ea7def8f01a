import {
  counted,
  type Failure,
  failureOf,
  groupBy,
  mean,
  SpatialRewardError,
} from "../../core/index.js";
import { mapInOrder } from "../../label/index.js";
import { frameFromFile } from "../../messages/index.js";
import type { Backend, BackendIdentity } from "../../vlm/index.js";
import { parseQuestion } from "../../vqa/index.js";
import { inFlight } from "../ask-episode.js";
import { noAnswer } from "../line-cases.js";
import { type Benchmark, type BenchmarkItem, type Judged, unusable } from "./benchmark.js";
import { refuse } from "./read.js";

export interface BenchmarkScore {
  readonly asked: number;
  /** Share of answers that the rule could judge; the others count as wrong. */
  readonly usable: number;
  /** By the benchmark's own rule, 0..1. */
  readonly score: number;
  /** Mean over usable answers; NaN where the benchmark has none. */
  readonly relativeError: number;
}

export interface BenchmarkReport {
  readonly benchmark: string;
  readonly source: string;
  /** Absent where answers were scored that others made. */
  readonly backend?: BackendIdentity;
  readonly categories: Readonly<Record<string, BenchmarkScore>>;
  readonly overall: BenchmarkScore;
  readonly failures: { readonly count: number; readonly first?: Failure };
}

export interface BenchmarkOptions {
  readonly path: string;
  readonly backend: () => Promise<Backend>;
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

const scoreOf = (judged: readonly Judged[]): BenchmarkScore => {
  const verdicts = judged.map(({ verdict }) => verdict);
  return {
    asked: verdicts.length,
    usable: mean(verdicts.map(({ usable }) => Number(usable))),
    score: mean(verdicts.map(({ score }) => score)),
    relativeError: mean(verdicts.flatMap(({ relativeError }) => relativeError ?? [])),
  };
};

const reportOf = (
  { title, source, overall }: Benchmark,
  judged: readonly Judged[],
): Omit<BenchmarkReport, "failures"> => {
  const groups = [...groupBy(judged, ({ category }) => category)];
  const categories = Object.fromEntries(groups.map(([name, some]) => [name, scoreOf(some)]));
  const all = scoreOf(judged);
  const macro = mean(Object.values(categories).map(({ score }) => score));
  return {
    benchmark: title,
    source,
    categories,
    overall: overall === "questions" ? all : { ...all, score: macro },
  };
};

interface Asked {
  readonly judged: readonly Judged[];
  readonly failure?: Failure;
}

/** All questions about one picture. A picture that does not decode is the data's fault, and ends the run. */
const askPicture = async (
  items: readonly BenchmarkItem[],
  backend: Backend,
  signal: AbortSignal,
): Promise<Asked> => {
  const [first] = items;
  const frame = await frameFromFile(
    (await first?.picture()) ?? new Uint8Array(),
    first?.pictureKey ?? "",
  );
  const questions = items.map(({ question }) => parseQuestion(question));
  try {
    const answers = await backend.ask(frame, questions, signal);
    const missing = noAnswer({ code: "model.failed", message: "the backend left a question out" });
    return {
      judged: items.map(({ category, judge }, i) => ({
        category,
        verdict: judge(answers[i] ?? missing),
      })),
    };
  } catch (thrown) {
    signal.throwIfAborted();
    const failure = failureOf(thrown, "model.failed");
    if (failure.code.startsWith("image.")) throw thrown;
    return { judged: items.map(({ category }) => ({ category, verdict: unusable })), failure };
  }
};

/** @throws SpatialRewardError dataset.invalid where there is nothing of the benchmark */
const some = <T>(
  read: readonly T[],
  { title, expects }: Benchmark,
  { path }: BenchmarkOptions,
): readonly T[] =>
  read.length > 0 ? read : refuse(`${path}: nothing of ${title}; expected ${expects}`);

const askAll = async (
  items: readonly BenchmarkItem[],
  backend: Backend,
  { signal, onProgress }: BenchmarkOptions,
) => {
  const pictures = [...groupBy(items, ({ pictureKey }) => pictureKey).values()];
  const judged: Judged[] = [];
  const failures: Failure[] = [];
  const ask = (about: readonly BenchmarkItem[]) => {
    signal.throwIfAborted();
    return askPicture(about, backend, signal);
  };
  let done = 0;
  for await (const asked of mapInOrder(pictures, inFlight, ask)) {
    judged.push(...asked.judged);
    if (asked.failure) failures.push(asked.failure);
    onProgress?.(++done, pictures.length);
  }
  return { judged, failures, pictures: pictures.length };
};

/**
 * Scores a backend, or answers that were made elsewhere, as a public benchmark does.
 * @throws SpatialRewardError dataset.invalid, image.*; a backend's failure when it fails on every picture
 */
export const runBenchmark = async (
  benchmark: Benchmark,
  options: BenchmarkOptions,
): Promise<BenchmarkReport> => {
  if (benchmark.kind === "answered") {
    const judged = some(await benchmark.read(options.path), benchmark, options);
    return { ...reportOf(benchmark, judged), failures: { count: 0 } };
  }
  const items = some(await benchmark.read(options.path), benchmark, options);
  const backend = await options.backend();
  const { judged, failures, pictures } = await askAll(items, backend, options);
  const [first] = failures;
  if (first && failures.length === pictures)
    throw new SpatialRewardError(
      first.code,
      `none of ${counted(pictures, "picture")} could be asked about: ${first.message}`,
    );
  return {
    ...reportOf(benchmark, judged),
    backend: backend.identity,
    failures: { count: failures.length, ...(first && { first }) },
  };
};
