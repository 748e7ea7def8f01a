import type { Assets } from "./assets.js";
import type { Chart } from "./charts.js";
import { type Html, html } from "./html.js";
import { renderPage } from "./page.js";
import { figures, section } from "./parts.js";
import type { Column, Figure } from "./report-data.js";
import { sparkline } from "./sparkline.js";

export const outcomes = ["failed", "no success", "success"] as const;
export type Outcome = (typeof outcomes)[number];

/** One of many recordings. */
export interface OverviewRow {
  readonly name: string;
  /** Of its report, from the page's folder; what failed has none. */
  readonly report?: string;
  readonly outcome: Outcome;
  /** "success after 4.9 s" */
  readonly verdict: string;
  /** In [0, 1], from its first frame to its last. */
  readonly progress?: Column;
  /** In the order of the overview's numbers; undefined where there is none. */
  readonly numbers: readonly (number | undefined)[];
  /** What is wrong with it, or most wrong. */
  readonly why: string;
}

export interface Overview {
  readonly title: string;
  readonly figures: readonly Figure[];
  /** What the columns of numbers are. */
  readonly numbers: readonly string[];
  /** Those that need a look first. */
  readonly rows: readonly OverviewRow[];
  readonly charts: readonly Chart[];
}

/** Folders may have names that mean something in a URL. */
const href = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

const named = ({ name, report }: OverviewRow): Html =>
  report === undefined ? html`${name}` : html`<a href="${href(report)}">${name}</a>`;

const row = (one: OverviewRow): Html =>
  html`<tr data-outcome="${one.outcome}"><th scope="row">${named(one)}</th><td><span class="outcome ${one.outcome.replace(" ", "-")}">${one.verdict}</span></td><td>${one.progress ? sparkline(one.progress) : ""}</td>${one.numbers.map(
    (number) => html`<td class="number">${number ?? ""}</td>`,
  )}<td class="why">${one.why}</td></tr>\n`;

const heads = (numbers: readonly string[]): readonly Html[] => [
  html`<th scope="col">recording</th><th scope="col">verdict</th><th scope="col" class="fixed">progress</th>`,
  ...numbers.map((name) => html`<th scope="col" class="number">${name}</th>`),
  html`<th scope="col">what to know</th>`,
];

const counted = (rows: readonly OverviewRow[], outcome: Outcome): number =>
  rows.filter((each) => each.outcome === outcome).length;

/** Works by script, which shows it. */
const filter = ({ rows }: Overview): Html =>
  html`<form id="filter" class="buttons" hidden role="search"><label>show <select id="outcome"><option value="">all (${rows.length})</option>${outcomes.map(
    (outcome) => html`<option value="${outcome}">${outcome} (${counted(rows, outcome)})</option>`,
  )}</select></label><label>named <input id="named" type="search" autocomplete="off"></label><output id="shown"></output></form>`;

const table = (overview: Overview): Html =>
  section(
    "Recordings",
    html`${filter(overview)}<div class="across" tabindex="0" role="region" aria-label="Recordings"><table class="overview" id="recordings"><thead><tr>${heads(overview.numbers)}</tr></thead><tbody>${overview.rows.map(row)}</tbody></table></div>`,
  );

const plots = ({ charts }: Overview): Html | "" =>
  charts.length === 0 ? "" : section("Successes against the rest", html`<div id="charts"></div>`);

/** Many labelled recordings on one page, which links to their reports. */
export const renderOverview = (overview: Overview, assets?: Assets): string =>
  renderPage(
    {
      title: overview.title,
      body: html`<main>
<header><h1>${overview.title}</h1></header>
<section>${figures(overview.figures)}</section>
${table(overview)}${plots(overview)}</main>
`,
      charts: { times: [], successes: [], invalid: [], charts: overview.charts },
    },
    assets,
  );
