import type { Axis, Chart, ChartSeries, Charts } from "../charts.js";
import { drawInvalid, drawPayments, drawStages, drawSuccesses } from "./backdrop.js";
import { colour, faded } from "./colours.js";

const written =
  (digits: number, unit: string): uPlot.Series.Value =>
  (_, value: number | null | undefined, __, at) => {
    if (typeof value === "number") return `${value.toFixed(digits)} ${unit}`;
    // Without a place on the chart there is nothing to say.
    return at === null || at === undefined ? "" : "not known";
  };

const kinds: Record<ChartSeries["kind"], (name: string) => Partial<uPlot.Series>> = {
  line: (name) => ({ stroke: colour(name), width: 2 }),
  dashed: (name) => ({ stroke: colour(name), width: 2, dash: [6, 4] }),
  area: (name) => ({ stroke: colour(name), width: 1.5, fill: faded(name, 0.25), fillTo: () => 0 }),
  edge: () => ({ class: "edge", width: 0 }),
  dots: (name) => ({
    stroke: colour(name),
    width: 0,
    paths: () => null,
    points: { show: true, size: 4, fill: colour(name), width: 1 },
  }),
};

const seriesOf = (
  { label, kind, colour: name, digits }: ChartSeries,
  unit: string,
): uPlot.Series => ({
  label,
  value: written(digits, unit),
  points: { show: false },
  ...kinds[kind](name),
});

/** Room above the highest value, and a range even where all is 0. */
const verticalRange =
  ({ fromZero, top }: Chart): uPlot.Scale.Range =>
  (_, low, high) => [
    fromZero ? 0 : Math.min(0, low ?? 0) * 1.08,
    top ?? Math.max(high ?? 0, fromZero ? 0.05 : 0.001) * 1.08,
  ];

/** What a chart without an axis of its own is drawn along. */
export const axisOf = ({ along }: Chart, { times }: Charts): Axis =>
  along ?? { values: times, label: "time", unit: "s" };

const axisIn = (unit: string, size: number): uPlot.Axis => ({
  stroke: colour("soft"),
  grid: { stroke: colour("line"), width: 1 },
  ticks: { show: false },
  size,
  values: (_, ticks) => ticks.map((tick) => `${+tick.toFixed(4)} ${unit}`),
});

/** The charts of the page's time line show one time together. */
const onTimeLine = (chart: Chart, charts: Charts): uPlot.Hooks.Arrays => ({
  drawClear: [(plot) => drawStages(plot, chart), (plot) => drawInvalid(plot, chart, charts)],
  draw: [(plot) => drawSuccesses(plot, charts), (plot) => drawPayments(plot, chart)],
});

export const optionsOf = (chart: Chart, charts: Charts, width: number): uPlot.Options => {
  const { label, unit } = axisOf(chart, charts);
  return {
    width,
    height: 200,
    padding: [8, 16, 0, 0],
    cursor: {
      y: false,
      ...(chart.along ? {} : { sync: { key: "report" }, drag: { x: false, y: false } }),
    },
    scales: { x: { time: false }, y: { range: verticalRange(chart) } },
    axes: [axisIn(unit, 30), axisIn(chart.unit, 64)],
    series: [
      { label, value: written(2, unit) },
      ...chart.series.map((series) => seriesOf(series, chart.unit)),
    ],
    // Series 0 is the time line.
    bands: chart.bands.map(({ upper, lower, opacity }) => ({
      series: [upper + 1, lower + 1],
      fill: faded("estimate", opacity),
    })),
    hooks: chart.along ? {} : onTimeLine(chart, charts),
  };
};
