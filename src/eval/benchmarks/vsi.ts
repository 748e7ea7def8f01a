import { z } from "zod";
import { mean } from "../../core/index.js";
import { type AnsweredBenchmark, unusable, type Verdict } from "./benchmark.js";
import { eachRow, refuse } from "./read.js";

const row = z.object({
  question_type: z.string(),
  ground_truth: z.union([z.string(), z.number()]),
  prediction: z.string(),
});

/** Those with a number for an answer. */
const numeric = new Set([
  "object_abs_distance",
  "object_counting",
  "object_size_estimation",
  "room_size_estimation",
]);

/**
 * numpy.linspace(.5, .95, int((.95 − .5) / .05 + 2)): ten confidences. In floating point the division gives less than 9, and
 * int() cuts it to 10 points, not the 11 that the formula seems to say.
 */
const confidences = Array.from({ length: 10 }, (_, i) =>
  i === 9 ? 0.95 : 0.5 + i * ((0.95 - 0.5) / 9),
);

/** Mean relative accuracy: the share of confidences θ for which |answer − truth| / truth is at most 1 − θ. */
export const meanRelativeAccuracy = (said: number, truth: number): number =>
  mean(confidences.map((confidence) => Number(Math.abs(said - truth) / truth <= 1 - confidence)));

/** What float() takes; Number would read the empty word as 0. */
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The first word, without full stops behind it. */
const numberIn = (text: string): number | undefined => {
  const word = (text.split(" ")[0] ?? "").replace(/\.+$/, "").trim();
  return number.test(word) ? Number(word) : undefined;
};

const judge = (prediction: string, truth: number): Verdict => {
  const said = numberIn(prediction);
  if (said === undefined) return unusable;
  return { score: meanRelativeAccuracy(said, truth), usable: true };
};

const truthOf = (ground: string | number, where: string): number => {
  const truth = Number(ground);
  return truth > 0 ? truth : refuse(`${where}: ground_truth must be above 0; got ${ground}`);
};

/**
 * VSI-Bench (Yang et al., arXiv 2412.14171), its numeric questions: the documents that its harness logs, with
 * question_type, ground_truth and prediction, scored as `lmms_eval/tasks/vsibench/utils.py`
 * (github.com/vision-x-nyu/thinking-in-space). Its questions are of films, so that answers are made elsewhere; choices are
 * left out. Over all: the mean of the kinds.
 */
export const vsi: AnsweredBenchmark = {
  kind: "answered",
  title: "VSI-Bench, numeric questions",
  expects: "documents with question_type, ground_truth and prediction, a JSON line each or a list",
  source: "arXiv 2412.14171",
  overall: "categories",
  read: (path) =>
    eachRow(path, /\.jsonl?$/, row, (one, _, where) => {
      const { question_type: category, ground_truth, prediction } = one;
      if (!numeric.has(category)) return [];
      return [{ category, verdict: judge(prediction, truthOf(ground_truth, where)) }];
    }),
};
