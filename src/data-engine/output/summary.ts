import { groupBy } from "../../core/index.js";
import type { FrameRecord } from "./record.js";

/** What came of a source. */
export interface SourceSummary {
  readonly source: string;
  readonly output: string;
  /** Of what it was made from. */
  readonly origin: string;
  /** Pictures looked at, and those that are asked about. */
  readonly frames: number;
  readonly images: number;
  readonly things: number;
  /** Things left out because no name means them alone. */
  readonly nameless: number;
  readonly questions: number;
  /** How many pictures were left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Pictures looked at in this run. */
  readonly fresh?: number;
}

const total = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0);

/** Failures of single files differ in what they name. */
const reasonOf = (why: string): string => (why.startsWith("can't be read") ? "can't be read" : why);

export const summaryOf = (
  records: readonly FrameRecord[],
  about: Pick<SourceSummary, "source" | "output" | "origin">,
): SourceSummary => {
  const lines = records.flatMap(({ line }) => (line ? [line] : []));
  const reasons = groupBy(
    records.flatMap(({ why }) => (why === undefined ? [] : [reasonOf(why)])),
    (why) => why,
  );
  return {
    ...about,
    frames: records.length,
    images: lines.length,
    things: total(lines.map(({ things }) => things.length)),
    nameless: total(records.map(({ nameless = 0 }) => nameless)),
    questions: total(lines.map(({ questions = [] }) => questions.length)),
    leftOut: Object.fromEntries([...reasons].map(([why, all]) => [why, all.length])),
  };
};
