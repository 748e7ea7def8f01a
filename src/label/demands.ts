import type { Task } from "../reward/index.js";
import type { Demand } from "../web/index.js";
import type { Row } from "./row.js";
import { columnsByKey, type RowPlace } from "./time-line.js";

/** What an expression sees of a row: lengths as they counted. */
const knownIn =
  ({ sample, counted }: Row) =>
  (key: string): number | undefined =>
    counted?.get(key) ??
    sample.distances.find((each) => each.key === key)?.filtered ??
    sample.predicates.find((each) => each.key === key)?.probability;

/** Gathers which of the conditions that stages wait for hold, row by row, whichever stage it is in. */
export const gatherDemands = ({ stages, hysteresis }: Task) => {
  const all = stages.flatMap(({ demands }, stage) => demands.map((each) => ({ ...each, stage })));
  const columns = columnsByKey();
  let points = 0;
  return {
    add: (row: Row, { point }: RowPlace): void => {
      if (point === undefined) return;
      points = point + 1;
      const known = knownIn(row);
      all.forEach(({ holds, stage }, at) => {
        const isEased = row.eased === true && stage === row.sample.stageIndex;
        const value = holds(known, isEased ? hysteresis : 0);
        columns.put(String(at), point, value === undefined ? undefined : Number(value));
      });
    },
    result: (): readonly Demand[] =>
      all.map(({ stage, text }, at) => ({
        stage,
        text,
        holds: columns.column(String(at), points),
      })),
  };
};
