import type { Task } from "../reward/index.js";
import type { ReportData, Trouble } from "../web/index.js";
import { gatherCurves } from "./curves.js";
import { judgementOf, resultFigures, sourceTable, truthTable, verdictOf } from "./figures.js";
import { shownPictures, stripOf, stripPositions } from "./film.js";
import { gatherMoments } from "./moments.js";
import { nothingLabelled } from "./nothing.js";
import type { Pictures } from "./pictures.js";
import { reasonText, type TimedReason } from "./reasons.js";
import { type KnownBefore, type LabelResult, tallyResult } from "./result.js";
import type { Row } from "./row.js";
import { gatherVisits } from "./stage-visits.js";
import { storyOf } from "./story.js";
import { placeRows, pointStride } from "./time-line.js";

/** What a report says besides what the rows do. */
export interface ReportFacts extends KnownBefore {
  readonly title: string;
  readonly task: Task;
  readonly provenance: Readonly<Record<string, string>>;
}

/** A report's contents, what they add up to, and whether its pictures lie beside it. */
export interface GatheredReport {
  readonly data: ReportData;
  readonly result: LabelResult;
  readonly picturesBeside: boolean;
}

const thinning = (frames: number): readonly string[] =>
  pointStride(frames) === 1
    ? []
    : [`The page shows one in ${pointStride(frames)} frames; the tables have them all.`];

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
  pictures: Pictures,
): Promise<GatheredReport> => {
  const tally = tallyResult(facts);
  const [curves, moments, visits] = [
    gatherCurves(),
    gatherMoments(facts.task),
    gatherVisits(facts.task),
  ];
  const inStrip = new Set(stripPositions(frames));
  const strip = new Map<number, number>();
  const placeOf = placeRows(frames);
  let seconds = 0;
  for await (const row of rows) {
    const place = placeOf(row);
    seconds = place.time;
    if (inStrip.has(place.position)) strip.set(place.position, seconds);
    for (const gatherer of [tally, curves, moments, visits]) gatherer.add(row, place);
  }
  const stays = visits.result();
  const tallied = tally.result();
  const story = storyOf(stays, tallied.success);
  const result = { ...tallied, ...(story !== "" && { story }) };
  const { positions, ...seen } = moments.result();
  const { urls, beside } = await shownPictures(positions, pictures);
  return {
    result,
    picturesBeside: beside,
    data: {
      title: facts.title,
      task: facts.task.text,
      verdict: verdictOf(result),
      story,
      succeeded: result.success,
      figures: resultFigures(result, seconds),
      ...truthOf(result),
      sources: sourceTable(result),
      thumbnails: await stripOf(strip, pictures),
      curves: curves.result(),
      moments: { ...seen, pictures: urls },
      visits: stays,
      remarks: [...nothing(result), ...result.remarks, ...thinning(frames)],
      troubles: tally.reasons().map((reason) => troubleOf(reason, result.frames)),
      provenance: Object.entries(facts.provenance),
    },
  };
};
