import { type Stamp, secondsBetween } from "../core/index.js";
import type { ReportData, Thumbnail } from "../web/index.js";
import { curveStride, gatherCurves } from "./curves.js";
import { resultFigures, truthFigures, verdictOf } from "./figures.js";
import { type LabelResult, tallyResult } from "./result.js";
import type { Row } from "./row.js";
import { type Thumbnails, thumbnailPositions } from "./thumbnails.js";
import { gatherTroubles } from "./troubles.js";

/** What a report says besides what the rows do. */
export interface ReportFacts {
  readonly title: string;
  readonly task: string;
  readonly provenance: Readonly<Record<string, string>>;
  readonly remarks: readonly string[];
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

/** Goes through the rows once; gives the report's contents and what they add up to. */
export const reportOf = async (
  rows: AsyncIterable<Row>,
  facts: ReportFacts,
  frames: number,
  thumbnails: Thumbnails,
): Promise<{ readonly data: ReportData; readonly result: LabelResult }> => {
  const tally = tallyResult(facts.remarks);
  const gathered = gatherCurves(frames);
  const troubles = gatherTroubles();
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
    for (const gatherer of [tally, gathered, troubles]) gatherer.add(row);
  }
  const result = tally.result();
  const curves = gathered.result();
  return {
    result,
    data: {
      title: facts.title,
      task: facts.task,
      verdict: verdictOf(result, curves.successes),
      succeeded: result.success,
      figures: resultFigures(result, seconds),
      truth: truthFigures(result.truth),
      thumbnails: await pictures(shown, thumbnails),
      curves,
      remarks: [...result.remarks, ...thinning(frames)],
      troubles: troubles.result(),
      provenance: Object.entries(facts.provenance),
    },
  };
};
