import { dirname, join } from "node:path";
import { z } from "zod";
import type { Answer } from "../../vlm/index.js";
import { type AskedBenchmark, unusable, type Verdict } from "./benchmark.js";
import { eachRow, pictureFrom } from "./read.js";

const row = z.object({
  category: z.string().min(1),
  question: z.string().min(1),
  answer: z.string().min(1),
  img: z.string().min(1),
});

/** Shares of the picture's width and height, as the benchmark has them. */
type Point = readonly [x: number, y: number];

const pair = /[([]\s*(\d+\.?\d*)\s*,\s*(\d+\.?\d*)\s*[)\]]/g;

const pointsIn = (text: string): readonly Point[] =>
  [...text.matchAll(pair)].map(([, x, y]): Point => [Number(x), Number(y)]);

/** Ray casting. */
const isInside = ([x, y]: Point, polygon: readonly Point[]): boolean => {
  let inside = false;
  polygon.forEach(([ax, ay], i) => {
    const [bx, by] = polygon.at(i - 1) ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  });
  return inside;
};

const yesOrNo = ["yes", "no"] as const;

/** By how the answer begins; a backend that gives a probability instead of words says the likelier. */
const judgeYesOrNo = ({ text, reading }: Answer, truth: string): Verdict => {
  const said = text.trim().toLowerCase();
  const word =
    yesOrNo.find((each) => said.startsWith(each)) ??
    (reading.kind === "predicate" ? (reading.probability > 0.5 ? "yes" : "no") : undefined);
  return word === undefined ? unusable : { score: Number(word === truth), usable: true };
};

/** By the first point that is named. */
const judgePoint = ({ text }: Answer, polygon: readonly Point[]): Verdict => {
  const [point] = pointsIn(text);
  return point ? { score: Number(isInside(point, polygon)), usable: true } : unusable;
};

const judgeOf = (truth: string): ((answer: Answer) => Verdict) => {
  const plain = truth.trim().toLowerCase();
  const word = yesOrNo.find((each) => each === plain);
  if (word) return (answer) => judgeYesOrNo(answer, word);
  const polygon = pointsIn(truth);
  return (answer) => (polygon.length < 3 ? unusable : judgePoint(answer, polygon));
};

/**
 * RoboSpatial-Home (Song et al., arXiv 2411.16537) as its `download_benchmark.py` lays it down: `annotations.json` and
 * `images/`. Scored as its `evaluation.py` (github.com/chanhee-luke/RoboSpatial-Eval): configuration and compatibility by
 * yes or no, context by a point within the polygon; the total is the mean of the categories, as on its leaderboard.
 */
export const roboSpatial: AskedBenchmark = {
  kind: "asked",
  title: "RoboSpatial-Home",
  expects: "a folder with annotations.json and images/",
  source: "arXiv 2411.16537",
  overall: "categories",
  read: (path) =>
    eachRow(path, /^annotations\.json$/, row, ({ category, question, answer, img }, file) => {
      const picture = join(dirname(file), img);
      return [
        {
          category,
          question,
          pictureKey: picture,
          picture: pictureFrom(picture),
          judge: judgeOf(answer),
        },
      ];
    }),
};
