import type { Figure, Table } from "../web/index.js";
import type { LabelResult, TruthSummary } from "./result.js";
import type { DistanceErrors } from "./truth-errors.js";

export const percent = (share: number): string =>
  Number.isFinite(share) ? `${(100 * share).toFixed(0)} %` : "unknown";

export const centimetres = (metres: number): string =>
  Number.isFinite(metres) ? `${(100 * metres).toFixed(1)} cm` : "unknown";

export const correlation = (value: number): string =>
  Number.isFinite(value) ? value.toFixed(2) : "unknown";

/** What a recording came to, in a few words. */
export const verdictOf = ({ success, episodes, endings }: LabelResult): string => {
  const successes = endings.filter(({ by }) => by === "success");
  const limits = endings.length - successes.length;
  if (episodes > 1) {
    const late =
      limits === 0 ? "" : `, ${limits} ${limits === 1 ? "ends" : "end"} by the time limit`;
    return `${successes.length} of ${episodes} episodes succeed${late}`;
  }
  const [first] = endings;
  if (first) return `${first.by} after ${first.seconds.toFixed(1)} s`;
  return success ? "success" : "no success";
};

export const resultFigures = (
  { frames, labelled, unanswered, unreadable, cameras = [] }: LabelResult,
  seconds: number,
): readonly Figure[] => [
  ["frames", String(frames)],
  ["length", `${seconds.toFixed(1)} s`],
  ["with a reward", String(labelled)],
  ["with an unanswered question", String(unanswered - unreadable)],
  ["not looked at", String(unreadable)],
  ...cameras.map(({ camera, used }): Figure => [`with facts by camera ${camera}`, String(used)]),
];

const errorRow = (name: string, errors: DistanceErrors): readonly string[] => [
  name,
  String(errors.count),
  centimetres(errors.mae),
  percent(errors.medianRelative),
  percent(errors.within["50-200"]),
  percent(errors.within["75-125"]),
  percent(errors.within["90-110"]),
  correlation(errors.spearman),
];

/** Errors of each distance, and of all together where there are several. */
export const truthTable = (truth: TruthSummary | undefined): Table | undefined => {
  if (truth === undefined) return undefined;
  const each = Object.entries(truth.distances).map(([key, errors]) => errorRow(key, errors));
  return {
    head: [
      "distance",
      "frames",
      "mean error",
      "median relative error",
      "within 50–200 %",
      "within 75–125 %",
      "within 90–110 %",
      "rank correlation",
    ],
    rows:
      each.length > 1
        ? [...each, errorRow("together (rank correlation: the lowest)", truth)]
        : each,
  };
};

/** What each distance rests on. */
export const sourceTable = ({ sources }: LabelResult): Table => ({
  head: ["distance", "rests on", "frames"],
  rows: sources.map(({ key, source, frames }) => [key, source, String(frames)]),
});

/** Whether success was judged rightly, where the truth tells. */
export const judgementOf = ({ successCorrect }: TruthSummary): string | undefined =>
  successCorrect === undefined ? undefined : `success judged ${successCorrect ? "right" : "wrong"}`;
