// The script of a report. It is compiled apart (it runs in a browser) and put into the page by src/web/report.ts.
import type { Axis, Chart, ChartSeries, Charts } from "../charts.js";

const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** #rrggbb with an opacity, 0..1. */
const faded = (name: string, opacity: number): string =>
  colour(name) +
  Math.round(opacity * 255)
    .toString(16)
    .padStart(2, "0");

const written =
  (digits: number, unit: string): uPlot.Series.Value =>
  (_, value: number | null | undefined) =>
    typeof value === "number" ? `${value.toFixed(digits)} ${unit}` : "–";

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

/** Shades the stages behind the curves and writes their names at the top. */
const drawStages = ({ ctx, bbox, valToPos }: uPlot, { stages }: Chart): void => {
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = `${12 * ratio}px system-ui, sans-serif`;
  ctx.textBaseline = "top";
  stages.forEach(({ name, from, to }, at) => {
    const left = Math.max(bbox.left, valToPos(from, "x", true));
    const width = Math.min(bbox.left + bbox.width, valToPos(to, "x", true)) - left;
    if (width <= 0) return;
    ctx.fillStyle = colour(at % 2 === 0 ? "stage-a" : "stage-b");
    ctx.fillRect(left, bbox.top, width, bbox.height);
    ctx.fillStyle = colour("soft");
    ctx.fillText(name, left + 6 * ratio, bbox.top + 6 * ratio, Math.max(0, width - 8 * ratio));
  });
  ctx.restore();
};

const drawSuccesses = ({ ctx, bbox, valToPos }: uPlot, successes: readonly number[]): void => {
  ctx.save();
  ctx.strokeStyle = colour("good");
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const time of successes) {
    const x = valToPos(time, "x", true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.restore();
};

/** Marks the picture nearest to the cursor. */
const markThumbnail = (time: number | undefined): void => {
  const figures = [...document.querySelectorAll<HTMLElement>(".strip figure")];
  const away = (figure: HTMLElement): number => Math.abs(Number(figure.dataset.time) - (time ?? 0));
  const nearest = [...figures].sort((a, b) => away(a) - away(b))[0];
  for (const figure of figures) {
    figure.classList.toggle("near", time !== undefined && figure === nearest);
  }
};

/** Room above the highest value, and a range even where all is 0. */
const verticalRange =
  ({ fromZero, top }: Chart): uPlot.Scale.Range =>
  (_, low, high) => [
    fromZero ? 0 : Math.min(0, low ?? 0) * 1.08,
    top ?? Math.max(high ?? 0, fromZero ? 0.05 : 0.001) * 1.08,
  ];

/** What a chart without an axis of its own is drawn along. */
const timeLine = ({ times }: Charts): Axis => ({ values: times, label: "time", unit: "s" });

const optionsOf = (chart: Chart, charts: Charts, width: number): uPlot.Options => {
  const { times, successes } = charts;
  const { label, unit } = chart.along ?? timeLine(charts);
  const axis: uPlot.Axis = {
    stroke: colour("soft"),
    grid: { stroke: colour("line"), width: 1 },
    ticks: { show: false },
  };
  return {
    width,
    height: 220,
    padding: [8, 16, 0, 0],
    cursor: { y: false, ...(chart.along ? {} : { sync: { key: "report" } }) },
    scales: { x: { time: false }, y: { range: verticalRange(chart) } },
    axes: [
      {
        ...axis,
        size: 30,
        values: (_, ticks) => ticks.map((tick) => `${+tick.toFixed(4)} ${unit}`),
      },
      {
        ...axis,
        size: 64,
        values: (_, ticks) => ticks.map((v) => `${+v.toFixed(4)} ${chart.unit}`),
      },
    ],
    series: [
      { label, value: written(2, unit) },
      ...chart.series.map((series) => seriesOf(series, chart.unit)),
    ],
    // Series 0 is the time line.
    bands: chart.bands.map(({ upper, lower, opacity }) => ({
      series: [upper + 1, lower + 1],
      fill: faded("estimate", opacity),
    })),
    hooks: {
      drawClear: [(plot) => drawStages(plot, chart)],
      ...(chart.along
        ? {}
        : {
            draw: [(plot: uPlot) => drawSuccesses(plot, successes)],
            setCursor: [({ cursor }: uPlot) => markThumbnail(times[cursor.idx ?? -1])],
          }),
    },
  };
};

/** All places first, then the plots: how wide a place is depends on its neighbours. */
const draw = (charts: Charts, place: HTMLElement): uPlot[] =>
  charts.charts
    .map((chart) => {
      const title = document.createElement("h2");
      title.textContent = chart.title;
      const box = document.createElement("div");
      box.className = "chart";
      const plot = document.createElement("div");
      plot.className = "plot";
      plot.append(title, box);
      place.append(plot);
      return { chart, box };
    })
    .map(({ chart, box }) => {
      const columns = chart.series.map(({ values }) => [...values]);
      const { values } = chart.along ?? timeLine(charts);
      return new uPlot(optionsOf(chart, charts, box.clientWidth), [[...values], ...columns], box);
    });

const start = (): void => {
  const place = document.getElementById("charts");
  const source = document.getElementById("curves")?.textContent;
  if (!place || !source) return;
  // Written by the same program as this script.
  const charts: Charts = JSON.parse(source);
  let plots: uPlot[] = [];
  const redraw = (): void => {
    for (const plot of plots) plot.destroy();
    place.replaceChildren();
    plots = draw(charts, place);
  };
  redraw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  addEventListener("resize", redraw);
};

start();
