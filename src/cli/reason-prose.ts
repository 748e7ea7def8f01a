import type { Frame } from "../core/index.js";
import { isUnlike } from "../pipeline/index.js";
import type { AskStep, CalculateStep, Step, Trace } from "../reason/index.js";
import { formatLength } from "../vqa/index.js";
import { unlikeText } from "./ask-remarks.js";

const length = (metres: number): string => formatLength(metres, "cm");

const answered = ({ metres, stddev, probability, answer, unanswered }: AskStep): string => {
  if (unanswered !== undefined) return `no answer: ${unanswered}`;
  if (probability !== undefined) return `${answer} (probability ${probability.toFixed(2)})`;
  if (metres === undefined) return answer;
  return `${length(metres)}${stddev === undefined ? "" : ` ± ${length(stddev)}`}`;
};

const number = (value: number, unit: string): string =>
  unit === "m" ? length(value) : `${Number(value.toPrecision(3))}${unit === "" ? "" : ` ${unit}`}`;

const result = ({ value, unit, stddev, holds, probability }: CalculateStep): string => {
  if (holds === undefined)
    return `${number(value, unit)}${stddev === undefined ? "" : ` ± ${number(stddev, unit)}`}`;
  return `${holds}${probability === undefined ? "" : ` (probability ${probability.toFixed(2)})`}`;
};

const line = (step: Step): string =>
  step.kind === "ask"
    ? `  ${step.id}  ${step.question}  ${answered(step)}\n`
    : `  ${step.id}  ${step.expression}  ${result(step)}\n`;

/** The steps in order, a line each, what was refused to a language model, and the conclusion. */
export const traceProse = (trace: Trace, frame: Frame, milliseconds: number): string => {
  const { question, by, steps, conclusion, refused, novelty } = trace;
  const lens =
    frame.intrinsicsSource === "assumed"
      ? "The image doesn't tell its lens: a field of view of 60° was assumed; --fov says better.\n"
      : "";
  const unlike = novelty !== undefined && isUnlike(novelty) ? `${unlikeText(novelty)}\n` : "";
  const asked = steps.filter(({ kind }) => kind === "ask").length;
  return [
    `${question}\n`,
    ...steps.map(line),
    ...refused.map((each) => `  refused: ${each}\n`),
    conclusion === undefined ? "" : `${conclusion.text}\n`,
    lens,
    unlike,
    `${asked} ${asked === 1 ? "question" : "questions"} by ${by}, ${milliseconds.toFixed(0)} ms\n`,
  ].join("");
};
