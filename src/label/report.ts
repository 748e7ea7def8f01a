import { type Stamp, secondsBetween } from "../core/index.js";
import type { ReportData, Thumbnail, Trouble } from "../web/index.js";
import { curveStride, gatherCurves } from "./curves.js";
import { judgementOf, resultFigures, sourceTable, truthTable, verdictOf } from "./figures.js";
import { nothingLabelled } from "./nothing.js";
import { reasonText, type TimedReason } from "./reasons.js";
import { type KnownBefore, type LabelResult, tallyResult } from "./result.js";
import type { Row } from "./row.js";
import { type Thumbnails, thumbnailPositions } from "./thumbnails.js";

/** What a report says besides what the rows do. */
export interface ReportFacts extends KnownBefore {
  readonly title: string;
  readonly task: string;
  readonly provenance: Readonly<Record<string, string>>;
}

interface Shown {
  readonly position: number;
  readonly time: number;
}

const pictures = async (
  shown: readonly Shown[],
  thumbnails: Thumbnails,
): Promise<readonly Thumbnail[]> => {
  const found = await Promise.all(
    shown.map(async ({ position, time }) => ({ time, jpeg: await thumbnails.read(position) })),
  );
  return found.flatMap(({ time, jpeg }) => (jpeg ? [{ time, jpeg }] : []));
};

const thinning = (frames: number): readonly string[] =>
  curveStride(frames) === 1
    ? []
    : [`The curves show one in ${curveStride(frames)} frames; the tables have them all.`];

const nothing = (result: LabelResult): readonly string[] => {
  const failure = nothingLabelled(result);
  return failure ? [failure.message] : [];
};

const troubleOf = (reason: TimedReason, frames: number): Trouble => ({
  why: reasonText(reason, frames),
  ...(reason.first !== undefined && reason.last !== undefined
    ? { first: reason.first, last: reason.last }
    : {}),
});

const truthOf = ({ truth }: LabelResult): Pick<ReportData, "truth"> => {
  const table = truthTable(truth);
  const judgement = truth && judgementOf(truth);
  return table ? { truth: { table, ...(judgement === undefined ? {} : { judgement }) } } : {};
};

/** Goes through the rows once; gives the report's contents and what they add up to. */
export const reportOf = async (
  rows: AsyncIterable<Row>,
  facts: ReportFacts,
  frames: number,
  thumbnails: Thumbnails,
): Promise<{ readonly data: ReportData; readonly result: LabelResult }> => {
  const tally = tallyResult(facts);
  const gathered = gatherCurves(frames);
  const wanted = new Set(thumbnailPositions(frames));
  const shown: Shown[] = [];
  let position = 0;
  let start: Stamp | undefined;
  let seconds = 0;
  for await (const row of rows) {
    start ??= row.frame.logTime;
    seconds = secondsBetween(start, row.frame.logTime);
    if (wanted.has(position)) shown.push({ position, time: seconds });
    position++;
    for (const gatherer of [tally, gathered]) gatherer.add(row);
  }
  const result = tally.result();
  const curves = gathered.result();
  return {
    result,
    data: {
      title: facts.title,
      task: facts.task,
      verdict: verdictOf(result),
      succeeded: result.success,
      figures: resultFigures(result, seconds),
      ...truthOf(result),
      sources: sourceTable(result),
      thumbnails: await pictures(shown, thumbnails),
      curves,
      remarks: [...nothing(result), ...result.remarks, ...thinning(frames)],
      troubles: tally.reasons().map((reason) => troubleOf(reason, result.frames)),
      provenance: Object.entries(facts.provenance),
    },
  };
};
