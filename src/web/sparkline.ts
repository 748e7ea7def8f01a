import { type Html, html } from "./html.js";
import type { Column } from "./report-data.js";

const width = 120;
const height = 26;

/** Stretches of neighbours that are known, as points of the picture. */
const stretches = (column: Column): readonly (readonly string[])[] => {
  const all: string[][] = [[]];
  column.forEach((value, at) => {
    if (value === null) {
      all.push([]);
      return;
    }
    const x = (at / Math.max(1, column.length - 1)) * width;
    all.at(-1)?.push(`${x.toFixed(1)},${(height - 2 - value * (height - 4)).toFixed(1)}`);
  });
  return all.filter(({ length }) => length > 0);
};

/** A curve in [0, 1] as large as a word; what it says is to be said beside it. */
export const sparkline = (column: Column): Html =>
  html`<svg class="sparkline" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-hidden="true">${stretches(
    column,
  ).map((points) => html`<polyline points="${points.join(" ")}"/>`)}</svg>`;
