import type { Assets } from "./assets.js";
import { type Html, html } from "./html.js";
import { jpegUri } from "./jpeg-uri.js";
import { renderPage } from "./page.js";
import { figures, provenance, section, tableOf } from "./parts.js";
import { player } from "./player.js";
import type { ReportData, Thumbnail, Trouble } from "./report-data.js";
import { seconds } from "./seconds.js";
import { stageTable } from "./stage-table.js";

/** Pictures above the charts, each at its time. */
const strip = (thumbnails: readonly Thumbnail[], duration: number): Html => {
  const at = (time: number): string => (time / Math.max(duration, 1e-9)).toFixed(4);
  return html`<div class="film"><div class="strip" style="--width:min(112px, 100cqw / ${thumbnails.length + 1})">${thumbnails.map(
    (each) =>
      html`<figure data-time="${each.time}" style="left:calc((100% - var(--width)) * ${at(each.time)})"><img alt="the camera's view after ${seconds(each.time)}" src="${jpegUri(each.jpeg)}"><figcaption>${seconds(each.time)}</figcaption></figure>`,
  )}</div></div>`;
};

const span = ({ first, last }: Trouble): string =>
  first === undefined || last === undefined
    ? ""
    : first === last
      ? seconds(first)
      : `${seconds(first)} – ${seconds(last)}`;

const troubles = (list: readonly Trouble[]): Html =>
  list.length === 0
    ? html`<p>Every frame has a reward, and every question an answer.</p>`
    : tableOf({ head: ["what", "when"], rows: list.map((each) => [each.why, span(each)]) });

const againstTruth = ({ truth }: ReportData): Html | "" =>
  truth === undefined
    ? ""
    : section(
        "Against the truth (filtered values)",
        html`<div class="wide">${tableOf(truth.table)}</div>${truth.judgement === undefined ? "" : html`<p>${truth.judgement}</p>`}`,
      );

const whatNumbersRestOn = ({ sources }: ReportData): Html | "" =>
  sources.rows.length === 0 ? "" : section("What the distances rest on", tableOf(sources));

const heading = ({ task, title, verdict, succeeded }: ReportData): Html =>
  html`<header><h1>${task}</h1><span class="verdict ${succeeded ? "success" : ""}">${verdict}</span><span class="source">${title}</span></header>\n`;

const summary = ({ story, figures: list, remarks }: ReportData): Html =>
  html`<section>${story === "" ? "" : html`<p class="story">${story}</p>`}${figures(list)}${remarks.map((remark) => html`<p class="remark">${remark}</p>`)}</section>\n`;

const timeLine = (data: ReportData): Html =>
  html`<div class="watch">${player(data)}<section><h2>Time line</h2>${strip(data.thumbnails, data.curves.times.at(-1) ?? 0)}<div id="charts"></div><noscript>The curves need JavaScript.</noscript></section></div>\n`;

const body = (data: ReportData): Html =>
  html`<main>
${heading(data)}${summary(data)}${timeLine(data)}${stageTable(data)}${againstTruth(
  data,
)}${whatNumbersRestOn(data)}${section("Frames without a reward, and what else is not known", troubles(data.troubles))}${provenance(data.provenance)}</main>
`;

/** The report of a labelled recording as one self-contained page. */
export const renderReport = (data: ReportData, assets?: Assets): string =>
  renderPage(
    {
      title: `${data.title} – ${data.task}`,
      body: body(data),
      recording: { curves: data.curves, moments: data.moments },
    },
    assets,
  );
