import { join } from "node:path";
import type { BagSummary, TruthSummary } from "../label/index.js";
import type { LabelledRun } from "./label-run.js";
import { usageProse } from "./usage-prose.js";

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

const truthLine = ({ mae, medianRelative, successCorrect, spearman }: TruthSummary): string => {
  const judged =
    successCorrect === undefined ? "" : `, success judged ${successCorrect ? "right" : "wrong"}`;
  return `  against the truth: mean error ${(100 * mae).toFixed(1)} cm, median ${percent(medianRelative)}, rank correlation ${spearman.toFixed(2)}${judged}\n`;
};

const speed = ({ skipped, seconds, framesPerSecond }: BagSummary): string =>
  skipped === true
    ? "whole already"
    : `${seconds.toFixed(1)} s, ${framesPerSecond.toFixed(1)} frames/s`;

const episodes = ({ success, episodes: number }: BagSummary): string =>
  number > 1
    ? `${number} episodes, ${success ? "success" : "no success"}`
    : success
      ? "success"
      : "no success";

const prose = (bag: BagSummary): string => {
  const { input, output, frames, labelled, unanswered, unreadable, truth, error } = bag;
  if (error) return `${input}: failed (${error.code})\n`;
  const trouble = [
    ...(unanswered > 0 ? [`${unanswered} with an unanswered question`] : []),
    ...(unreadable > 0 ? [`${unreadable} unreadable`] : []),
  ];
  return [
    `${input}: ${episodes(bag)}\n`,
    `  ${frames} frames (${speed(bag)}), ${[`${labelled} with a reward`, ...trouble].join(", ")}\n`,
    truth ? truthLine(truth) : "",
    `  ${join(output, "report.html")}\n`,
  ].join("");
};

/** What was done, for people. */
export const labelProse = ({ bags, usage }: LabelledRun): string => {
  const failures = bags.filter(({ error }) => error).length;
  const tail = failures > 0 ? `${failures} of ${bags.length} failed, see failed.json\n` : "";
  return bags.map(prose).join("") + (usage ? usageProse(usage) : "") + tail;
};
