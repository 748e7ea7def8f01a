import type { LabelResult } from "../label/index.js";
import type { Chart, ChartSeries } from "../web/index.js";

/** Points from the first frame of a recording to its last. */
const steps = 50;

const along = Array.from({ length: steps + 1 }, (_, at) => Math.round((100 * at) / steps));

/** The value that held at a share of the recording: the last known one before it. */
const valueAt = (progress: readonly (number | null)[], share: number): number | undefined => {
  for (let at = Math.floor(share * (progress.length - 1)); at >= 0; at--) {
    const value = progress[at];
    if (typeof value === "number") return value;
  }
  return undefined;
};

const mean = (values: readonly number[]): number | null =>
  values.length === 0
    ? null
    : Number((values.reduce((sum, each) => sum + each, 0) / values.length).toFixed(4));

const seriesOf = (
  label: string,
  colour: ChartSeries["colour"],
  results: readonly LabelResult[],
): ChartSeries => ({
  label: `${label} (${results.length})`,
  kind: "line",
  colour,
  digits: 2,
  values: along.map((percent) =>
    mean(results.flatMap(({ progress = [] }) => valueAt(progress, percent / 100) ?? [])),
  ),
});

/** How progress went on average in recordings with a success, against those without; nothing where one kind is missing. */
export const meanProgress = (results: readonly LabelResult[]): readonly Chart[] => {
  const successes = results.filter(({ success }) => success);
  const others = results.filter(({ success }) => !success);
  if (successes.length === 0 || others.length === 0) return [];
  return [
    {
      title: "mean progress",
      note: "a reward worth learning from tells the two apart before the end",
      unit: "",
      fromZero: true,
      top: 1,
      stages: [],
      bands: [],
      along: { values: along, label: "of the recording", unit: "%" },
      series: [
        seriesOf("with a success", "truth", successes),
        seriesOf("without", "reward", others),
      ],
    },
  ];
};
