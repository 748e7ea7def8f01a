// The stages and the time without a reward, under the slider.
import type { Curves } from "../report-data.js";
import { hatch } from "./backdrop.js";
import { colour } from "./colours.js";

/** Draws it, and again when the page's colours or width change. */
export const drawTimebar = (canvas: HTMLCanvasElement, curves: Curves): void => {
  const duration = curves.times.at(-1) || 1;
  const draw = (): void => {
    const ctx = canvas.getContext("2d");
    if (!ctx) return;
    canvas.width = canvas.clientWidth * devicePixelRatio;
    canvas.height = canvas.clientHeight * devicePixelRatio;
    const { width, height } = canvas;
    const fill = (from: number, to: number): void =>
      ctx.fillRect(
        (from / duration) * width,
        0,
        Math.max(1, ((to - from) / duration) * width),
        height,
      );
    curves.stages.forEach(({ from, to }, at) => {
      ctx.fillStyle = colour(at % 2 === 0 ? "bar-a" : "bar-b");
      fill(from, to);
    });
    ctx.fillStyle = hatch(ctx);
    for (const { from, to } of curves.invalid) fill(from, to);
    ctx.fillStyle = colour("good");
    for (const time of curves.successes) fill(time, time + 2 * (duration / width));
  };
  draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  new ResizeObserver(draw).observe(canvas);
};
