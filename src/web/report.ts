import { type Assets, loadAssets } from "./assets.js";
import { chartsOf } from "./charts.js";
import { type Html, html, jsonScript, trusted } from "./html.js";
import type { Figure, ReportData, Thumbnail, Trouble } from "./report-data.js";
import { style } from "./style.js";

const seconds = (time: number): string => `${time.toFixed(1)} s`;

const figures = (list: readonly Figure[]): Html =>
  html`<dl class="figures">${list.map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`;

const section = (title: string, body: Html): Html =>
  html`<section><h2>${title}</h2>${body}</section>\n`;

const jpegUri = ({ jpeg }: Thumbnail): string =>
  `data:image/jpeg;base64,${Buffer.from(jpeg).toString("base64")}`;

/** Pictures above the charts, each at its time. */
const strip = (thumbnails: readonly Thumbnail[], duration: number): Html => {
  const at = (time: number): string => (time / Math.max(duration, 1e-9)).toFixed(4);
  return html`<div class="film"><div class="strip" style="--width:min(112px, 100cqw / ${thumbnails.length + 1})">${thumbnails.map(
    (each) =>
      html`<figure data-time="${each.time}" style="left:calc((100% - var(--width)) * ${at(each.time)})"><img alt="the camera's view after ${seconds(each.time)}" src="${jpegUri(each)}"><figcaption>${seconds(each.time)}</figcaption></figure>`,
  )}</div></div>`;
};

const troubleRow = ({ why, frames, first, last }: Trouble): Html =>
  html`<tr><td>${frames}</td><td>${first === last ? seconds(first) : `${seconds(first)} – ${seconds(last)}`}</td><td>${why}</td></tr>`;

const troubles = (list: readonly Trouble[]): Html =>
  list.length === 0
    ? html`<p>Every frame has a reward, and every question an answer.</p>`
    : html`<table><thead><tr><th>frames</th><th>when</th><th>why</th></tr></thead><tbody>${list.map(troubleRow)}</tbody></table>`;

const provenance = (list: readonly Figure[]): Html =>
  html`<section><details><summary>Where this comes from</summary><table class="provenance">${list.map(
    ([name, value]) => html`<tr><th>${name}</th><td>${value}</td></tr>`,
  )}</table></details></section>\n`;

const heading = ({ task, title, verdict, succeeded }: ReportData): Html =>
  html`<header><h1>${task}</h1><span class="verdict ${succeeded ? "success" : ""}">${verdict}</span><span class="source">${title}</span></header>\n`;

const summary = ({ figures: list, remarks }: ReportData): Html =>
  html`<section>${figures(list)}${remarks.map((remark) => html`<p class="remark">${remark}</p>`)}</section>\n`;

const timeLine = (data: ReportData): Html =>
  html`<section><h2>Time line</h2>${strip(data.thumbnails, data.curves.times.at(-1) ?? 0)}<div id="charts"></div><noscript>The curves need JavaScript.</noscript></section>\n`;

const body = (data: ReportData): Html =>
  html`<main>
${heading(data)}${summary(data)}${timeLine(data)}${
  data.truth.length > 0 ? section("Against the truth (filtered values)", figures(data.truth)) : ""
}${section("Frames without a reward, and unanswered questions", troubles(data.troubles))}${provenance(data.provenance)}</main>
`;

/** One self-contained page: nothing is loaded from anywhere, and every text in it is escaped. */
export const renderReport = (data: ReportData, assets: Assets = loadAssets()): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${data.title} – ${data.task}</title>
<style>${trusted(assets.styleSheet)}${trusted(style)}</style>
</head>
<body>
${body(data)}${jsonScript("curves", chartsOf(data.curves))}
<script>${trusted(assets.chartLibrary)}</script>
<script type="module">${trusted(assets.pageScript)}</script>
</body>
</html>
`.text;
