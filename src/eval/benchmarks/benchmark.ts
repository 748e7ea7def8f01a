import type { Answer } from "../../vlm/index.js";

/** What one answer is worth. */
export interface Verdict {
  /** 0..1, by the benchmark's own rule; 0 where nothing usable was said. */
  readonly score: number;
  /** Whether something was said that the rule could judge. */
  readonly usable: boolean;
  /** |answer − truth| / truth, where the benchmark reports it too. */
  readonly relativeError?: number;
}

export const unusable: Verdict = { score: 0, usable: false };

/** A verdict, and what its benchmark counts it under. */
export interface Judged {
  readonly category: string;
  readonly verdict: Verdict;
}

/** One question that a backend can be asked. */
export interface BenchmarkItem {
  readonly category: string;
  readonly question: string;
  /** What tells pictures apart: those of one key are asked about together. */
  readonly pictureKey: string;
  /** @throws SpatialRewardError image.missing */
  readonly picture: () => Promise<Uint8Array>;
  readonly judge: (answer: Answer) => Verdict;
}

interface Described {
  readonly title: string;
  /** What is looked for at the path that the user gives. */
  readonly expects: string;
  /** Where the format and the rule were read. */
  readonly source: string;
  /** How the figure over all comes of the categories: every question alike, or every category. */
  readonly overall: "questions" | "categories";
}

/** One whose questions a backend answers from a picture. */
export interface AskedBenchmark extends Described {
  readonly kind: "asked";
  /** All of it, or nothing. @throws SpatialRewardError dataset.invalid */
  readonly read: (path: string) => Promise<readonly BenchmarkItem[]>;
}

/** One that asks of regions or films, which backends here don't take: answers that were made elsewhere are scored. */
export interface AnsweredBenchmark extends Described {
  readonly kind: "answered";
  /** All of it, or nothing. @throws SpatialRewardError dataset.invalid */
  readonly read: (path: string) => Promise<readonly Judged[]>;
}

export type Benchmark = AskedBenchmark | AnsweredBenchmark;
