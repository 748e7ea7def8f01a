import { z } from "zod";
import { readLength } from "../../vqa/index.js";
import { type AnsweredBenchmark, type Judged, unusable, type Verdict } from "./benchmark.js";
import { eachRow, refuse } from "./read.js";

const row = z.object({
  question: z.string(),
  pred: z.string(),
  gt: z.string(),
  qa_info: z.object({ type: z.enum(["quantitative", "qualitative"]), category: z.string() }),
});
type Row = z.infer<typeof row>;

const lengths: Readonly<Record<string, string>> = {
  distance_data: "direct distance",
  horizontal_distance_data: "horizontal distance",
  vertical_distance_data: "vertical distance",
  width_data: "width",
  height_data: "height",
};

/** So that a truth of nearly 0 m has an error at all. */
const tiny = 1e-4;

const metresIn = (text: string): number | undefined => {
  const reading = readLength(text);
  return reading.kind === "length" ? reading.metres : undefined;
};

/** Right within 25 %, bounds included. */
const judgeLength = ({ gt, pred }: Row, where: string): Verdict => {
  const truth = metresIn(gt) ?? refuse(`${where}: gt has no length: "${gt}"`);
  const said = metresIn(pred);
  if (said === undefined) return unusable;
  return {
    score: Number(said >= 0.75 * truth && said <= 1.25 * truth),
    usable: true,
    relativeError: Math.abs(said - truth) / (truth + tiny),
  };
};

const clockIn = (text: string): number | undefined => {
  const hour = Number(/(?<!\d)(\d{1,2})\s*o['’]?\s*clock/i.exec(text)?.[1] ?? Number.NaN);
  return hour >= 1 && hour <= 12 ? hour : undefined;
};

/** Right within an hour of the clock, past twelve too. */
const judgeDirection = ({ gt, pred }: Row, where: string): Verdict => {
  const truth = clockIn(gt) ?? refuse(`${where}: gt has no o'clock: "${gt}"`);
  const said = clockIn(pred);
  if (said === undefined) return unusable;
  const apart = Math.abs(truth - said);
  return { score: Number(Math.min(apart, 12 - apart) <= 1), usable: true };
};

const judgedOf = (one: Row, where: string): readonly Judged[] => {
  const { type, category } = one.qa_info;
  if (type === "qualitative") return [];
  if (category === "direction") return [{ category, verdict: judgeDirection(one, where) }];
  const name = lengths[category];
  return name === undefined ? [] : [{ category: name, verdict: judgeLength(one, where) }];
};

/**
 * SpatialRGPT-Bench (Cheng et al., arXiv 2406.01584), its quantitative half: the JSON lines that its `llava/eval/
 * eval_spatial.py` writes (question, pred, gt, qa_info), scored as `evaluate_spatial_with_gpt4.py` does
 * (github.com/AnjieCheng/SpatialRGPT). Its questions point at regions by masks, so that answers are made elsewhere. Where
 * it has GPT-4 read lengths out of sentences, they are read as everywhere here; the qualitative half, of which GPT-4 is
 * the judge, is left out.
 */
export const spatialRgpt: AnsweredBenchmark = {
  kind: "answered",
  title: "SpatialRGPT-Bench, quantitative",
  expects: "the answers of a run, a JSON line each, or a folder with merge.jsonl",
  source: "arXiv 2406.01584",
  overall: "questions",
  read: (path) => eachRow(path, /^merge\.jsonl$/, row, (one, _, where) => judgedOf(one, where)),
};
