import type { Figure } from "../web/index.js";
import type { LabelResult, TruthSummary } from "./result.js";

export const percent = (share: number): string =>
  Number.isFinite(share) ? `${(100 * share).toFixed(0)} %` : "unknown";

export const centimetres = (metres: number): string =>
  Number.isFinite(metres) ? `${(100 * metres).toFixed(1)} cm` : "unknown";

const plain = (value: number): string => (Number.isFinite(value) ? value.toFixed(2) : "unknown");

/** What a recording came to, in a few words. */
export const verdictOf = (
  { success, episodes }: LabelResult,
  successes: readonly number[],
): string => {
  const [first] = successes;
  if (episodes > 1) return `${successes.length} of ${episodes} episodes succeed`;
  if (!success) return "no success";
  return first === undefined ? "success" : `success after ${first.toFixed(1)} s`;
};

export const resultFigures = (
  { frames, labelled, unanswered, unreadable }: LabelResult,
  seconds: number,
): readonly Figure[] => [
  ["frames", String(frames)],
  ["length", `${seconds.toFixed(1)} s`],
  ["with a reward", String(labelled)],
  ["with an unanswered question", String(unanswered)],
  ["unreadable", String(unreadable)],
];

export const truthFigures = (truth: TruthSummary | undefined): readonly Figure[] =>
  truth === undefined
    ? []
    : [
        ["mean error", centimetres(truth.mae)],
        ["median relative error", percent(truth.medianRelative)],
        ["within 75–125 %", percent(truth.within["75-125"])],
        ["within 90–110 %", percent(truth.within["90-110"])],
        ["rank correlation", plain(truth.spearman)],
        ...judgement(truth),
      ];

const judgement = ({ successCorrect }: TruthSummary): readonly Figure[] =>
  successCorrect === undefined ? [] : [["success judged", successCorrect ? "right" : "wrong"]];
