import { join } from "node:path";
import { counted, groupBy } from "../core/index.js";
import { isMeasured } from "../estimate/index.js";
import {
  type BagSummary,
  centimetres,
  correlation,
  type DistanceErrors,
  judgementOf,
  percent,
  reasonText,
  type TruthSummary,
  verdictOf,
} from "../label/index.js";
import type { LabelledRun } from "./label-run.js";
import { usageProse } from "./usage-prose.js";

/** Reasons that are told; summary.json has all. */
const mostReasons = 6;

const errorsText = ({ mae, medianRelative, spearman }: DistanceErrors): string =>
  `mean error ${centimetres(mae)}, median ${percent(medianRelative)}, rank correlation ${correlation(spearman)}`;

const truthLines = (truth: TruthSummary): string => {
  const each = Object.entries(truth.distances);
  const judged = judgementOf(truth);
  const tail = judged === undefined ? "" : `, ${judged}`;
  if (each.length < 2) return `  against the truth: ${errorsText(truth)}${tail}\n`;
  return [
    `  against the truth: mean error ${centimetres(truth.mae)}, median ${percent(truth.medianRelative)}${tail}\n`,
    ...each.map(([key, errors]) => `    ${key}: ${errorsText(errors)}\n`),
  ].join("");
};

const reasonLines = ({ reasons, frames }: BagSummary): string => {
  const more = reasons.length - mostReasons;
  return [
    ...reasons.slice(0, mostReasons).map((reason) => `  ${reasonText(reason, frames)}\n`),
    ...(more > 0 ? [`  and ${counted(more, "other reason")}, see summary.json\n`] : []),
  ].join("");
};

const speed = ({ skipped, seconds, framesPerSecond }: BagSummary): string =>
  skipped === true
    ? "whole already"
    : `${seconds.toFixed(1)} s, ${framesPerSecond.toFixed(1)} frames/s`;

/** What failed before anything was written has nothing more to tell. */
const isWritten = ({ error }: BagSummary): boolean =>
  error === undefined || error.code === "label.nothing";

const cameraLines = ({ cameras = [] }: BagSummary): string =>
  cameras
    .map(
      ({ camera, frames, used }) =>
        `  camera ${camera}: beside ${counted(frames, "frame")}, facts of ${used} rest on it\n`,
    )
    .join("");

/** Told where distances rest on more than one model alone. */
const sourceLines = ({ sources }: BagSummary): string => {
  const [first] = sources;
  if (sources.every(({ source }) => source === first?.source && !isMeasured(source))) return "";
  return [...groupBy(sources, ({ key }) => key)]
    .map(([key, uses]) => {
      const each = uses.map(({ source, frames }) => `${source} (${counted(frames, "frame")})`);
      return `  ${key} rests on ${each.join(", ")}\n`;
    })
    .join("");
};

const prose = (bag: BagSummary): string => {
  const { input, output, frames, labelled, unanswered, unreadable, truth, error } = bag;
  if (error && !isWritten(bag)) return `${input}: failed (${error.code})\n`;
  // Of a frame that wasn't looked at no question is answered: that needn't be said.
  const open = unanswered - unreadable;
  const trouble = [
    ...(open > 0 ? [`${open} with an unanswered question`] : []),
    ...(unreadable > 0 ? [`${unreadable} not looked at`] : []),
  ];
  return [
    `${input}: ${error ? `failed (${error.code})` : verdictOf(bag)}\n`,
    `  ${counted(frames, "frame")} (${speed(bag)}), ${[`${labelled} with a reward`, ...trouble].join(", ")}\n`,
    cameraLines(bag),
    sourceLines(bag),
    reasonLines(bag),
    truth ? truthLines(truth) : "",
    `  ${join(output, "report.html")}\n`,
  ].join("");
};

/** What was done, for people. */
export const labelProse = ({ bags, usage, failures: file, page }: LabelledRun): string => {
  const failures = bags.filter(({ error }) => error).length;
  const tail = failures > 0 ? `${failures} of ${bags.length} failed, see ${file}\n` : "";
  const all = page === undefined ? "" : `all of them: ${page}\n`;
  return bags.map(prose).join("") + (usage ? usageProse(usage) : "") + tail + all;
};
