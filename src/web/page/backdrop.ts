// What stands behind and before the curves of a chart: stages, time without a reward, successes, payments.
import type { Chart, Charts } from "../charts.js";
import type { Span } from "../report-data.js";
import { colour } from "./colours.js";

/** Draws in canvas pixels, and leaves the canvas as it was. */
const apart = ({ ctx }: uPlot, draw: (ctx: CanvasRenderingContext2D) => void): void => {
  ctx.save();
  ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
  draw(ctx);
  ctx.restore();
};

/** Where a stretch of time lies on the chart; undefined of one that is out of it. */
const across = ({ bbox, valToPos }: uPlot, { from, to }: Pick<Span, "from" | "to">) => {
  const left = Math.max(bbox.left, valToPos(from, "x", true));
  const width = Math.min(bbox.left + bbox.width, valToPos(to, "x", true)) - left;
  return width > 0 ? { left, width } : undefined;
};

/** Shades the stages, and writes their names at the top. */
export const drawStages = (plot: uPlot, { stages }: Chart): void =>
  apart(plot, (ctx) => {
    const { top, height } = plot.bbox;
    const ratio = devicePixelRatio;
    ctx.textBaseline = "top";
    stages.forEach((stage, at) => {
      const place = across(plot, stage);
      if (!place) return;
      ctx.fillStyle = colour(at % 2 === 0 ? "stage-a" : "stage-b");
      ctx.fillRect(place.left, top, place.width, height);
      ctx.fillStyle = colour("soft");
      const room = Math.max(0, place.width - 8 * ratio);
      ctx.fillText(stage.name, place.left + 6 * ratio, top + 6 * ratio, room);
    });
  });

/** Diagonal lines, for what is not known. */
export const hatch = (ctx: CanvasRenderingContext2D): CanvasPattern | string => {
  const size = 8 * devicePixelRatio;
  const tile = new OffscreenCanvas(size, size);
  const lines = tile.getContext("2d");
  if (!lines) return colour("line");
  lines.strokeStyle = colour("hatch");
  lines.lineWidth = devicePixelRatio;
  lines.beginPath();
  for (const from of [-size, 0, size]) {
    lines.moveTo(from, size);
    lines.lineTo(from + size, 0);
  }
  lines.stroke();
  return ctx.createPattern(tile, "repeat") ?? colour("line");
};

/** Hatches the time without a reward; where stages are named, so is why. */
export const drawInvalid = (plot: uPlot, chart: Chart, { invalid }: Charts): void =>
  apart(plot, (ctx) => {
    const { top, height } = plot.bbox;
    const ratio = devicePixelRatio;
    const pattern = hatch(ctx);
    ctx.textBaseline = "bottom";
    for (const span of invalid) {
      const place = across(plot, span);
      if (!place) continue;
      ctx.fillStyle = pattern;
      ctx.fillRect(place.left, top, place.width, height);
      if (chart.stages.length === 0 || place.width < 70 * ratio) continue;
      ctx.fillStyle = colour("soft");
      ctx.fillText(
        span.name,
        place.left + 6 * ratio,
        top + height - 6 * ratio,
        place.width - 8 * ratio,
      );
    }
  });

export const drawSuccesses = (plot: uPlot, { successes }: Charts): void =>
  apart(plot, (ctx) => {
    const { bbox, valToPos } = plot;
    ctx.strokeStyle = colour("good");
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
    for (const time of successes) {
      const x = valToPos(time, "x", true);
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
  });

/** Texts that would cover each other say nothing. */
const mostPayments = 12;

/** Says beside a success what its reward was made of. */
export const drawPayments = (plot: uPlot, { payments = [] }: Chart): void =>
  apart(plot, (ctx) => {
    if (payments.length > mostPayments) return;
    const { bbox, valToPos } = plot;
    const gap = 6 * devicePixelRatio;
    ctx.fillStyle = colour("good");
    ctx.textBaseline = "top";
    for (const { time, paid, takenBack } of payments) {
      const x = valToPos(time, "x", true);
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      const isLeft = x > bbox.left + bbox.width / 2;
      ctx.textAlign = isLeft ? "right" : "left";
      const text = `success pays ${paid}, less the Φ ${takenBack.toFixed(2)} paid before`;
      ctx.fillText(text, x + (isLeft ? -gap : gap), bbox.top + gap);
    }
  });
