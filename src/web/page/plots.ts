import type { Chart, Charts } from "../charts.js";
import { axisOf, optionsOf } from "./chart-options.js";

/** The charts of a page, and what a player does to them. */
export interface Plots {
  /** Puts the line, and the values in the legends, at a point of the time line. */
  readonly moveTo: (point: number) => void;
  /** Between which times the charts show the time line, in seconds. */
  readonly show: (from: number, to: number) => void;
}

interface Drawn {
  readonly chart: Chart;
  readonly plot: uPlot;
  /** Where the player is. */
  readonly line: HTMLElement;
}

const element = (tag: string, className: string, text = ""): HTMLElement => {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
};

const placeFor = (chart: Chart, place: HTMLElement): HTMLElement => {
  const plot = element("div", "plot");
  const box = element("div", "chart");
  box.setAttribute("role", "img");
  box.setAttribute("aria-label", `chart of ${chart.title}${chart.note ? `: ${chart.note}` : ""}`);
  plot.append(element("h3", "", chart.title));
  if (chart.note) plot.append(element("p", "key", chart.note));
  plot.append(box);
  place.append(plot);
  return box;
};

/** A press goes there, and drags the player along. */
const scrub = (plot: uPlot, go: (point: number) => void): void => {
  const { over } = plot;
  const follow = (event: PointerEvent): void => {
    if (event.buttons === 0) return;
    go(plot.posToIdx(event.clientX - over.getBoundingClientRect().left));
  };
  over.addEventListener("pointerdown", follow);
  over.addEventListener("pointermove", follow);
};

/** All places first, then the plots: how wide a place is depends on its neighbours. */
const drawInto = (charts: Charts, place: HTMLElement): readonly Drawn[] =>
  charts.charts
    .map((chart) => ({ chart, box: placeFor(chart, place) }))
    .map(({ chart, box }) => {
      const columns = chart.series.map(({ values }) => [...values]);
      const { values } = axisOf(chart, charts);
      const options = optionsOf(chart, charts, box.clientWidth);
      const plot = new uPlot(options, [[...values], ...columns], box);
      const line = element("div", "player-line");
      if (!chart.along) plot.over.append(line);
      return { chart, plot, line };
    });

/** Draws the charts, and again when the page's colours or width change. */
export const drawPlots = (
  charts: Charts,
  place: HTMLElement,
  go: (point: number) => void,
): Plots => {
  let drawn: readonly Drawn[] = [];
  let point: number | undefined;
  let shown: readonly [number, number] | undefined;

  const onTimeLine = (): readonly Drawn[] => drawn.filter(({ chart }) => !chart.along);
  const mark = (): void => {
    if (point === undefined) return;
    const time = charts.times[point] ?? 0;
    for (const { plot, line } of onTimeLine()) {
      line.style.transform = `translateX(${plot.valToPos(time, "x")}px)`;
      plot.setLegend({ idx: point }, false);
    }
  };
  const zoom = (): void => {
    if (!shown) return;
    const [min, max] = shown;
    for (const { plot } of onTimeLine()) plot.setScale("x", { min, max });
  };
  const redraw = (): void => {
    for (const { plot } of drawn) plot.destroy();
    place.replaceChildren();
    drawn = drawInto(charts, place);
    for (const { plot } of onTimeLine()) {
      scrub(plot, go);
      // The legends' values are the player's again, once uPlot has cleared its own.
      plot.over.addEventListener("mouseleave", () => requestAnimationFrame(mark));
    }
    zoom();
    mark();
  };
  redraw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  let width = place.clientWidth;
  new ResizeObserver(() => {
    if (place.clientWidth === width) return;
    width = place.clientWidth;
    redraw();
  }).observe(place);
  return {
    moveTo: (to) => {
      point = to;
      mark();
    },
    show: (from, to) => {
      shown = [from, to];
      zoom();
      // Scales move when the event is over.
      requestAnimationFrame(mark);
    },
  };
};
