import type { Assets } from "./assets.js";
import { type Html, html } from "./html.js";
import { renderPage } from "./page.js";
import { figures, section } from "./parts.js";
import type { Figure } from "./report-data.js";

/** One of many recordings. */
export interface OverviewRow {
  readonly name: string;
  /** Of its report, from the page's folder; what failed has none. */
  readonly report?: string;
  /** "success after 4.9 s" */
  readonly verdict: string;
  /** In the order of the group's numbers. */
  readonly numbers: readonly string[];
  /** What is wrong with it, or most wrong. */
  readonly why: string;
}

/** Recordings that came to the same. */
export interface OverviewGroup {
  readonly title: string;
  /** What the columns of numbers are. */
  readonly numbers: readonly string[];
  readonly rows: readonly OverviewRow[];
}

export interface Overview {
  readonly title: string;
  readonly figures: readonly Figure[];
  /** Those without rows are left out. */
  readonly groups: readonly OverviewGroup[];
}

/** Folders may have names that mean something in a URL. */
const href = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

const named = ({ name, report }: OverviewRow): Html =>
  report === undefined ? html`${name}` : html`<a href="${href(report)}">${name}</a>`;

const row = (one: OverviewRow): Html =>
  html`<tr><td>${named(one)}</td><td>${one.verdict}</td>${one.numbers.map(
    (number) => html`<td class="number">${number}</td>`,
  )}<td class="why">${one.why}</td></tr>\n`;

const group = ({ title, numbers, rows }: OverviewGroup): Html =>
  section(
    `${title} (${rows.length})`,
    html`<div class="across"><table class="overview"><thead><tr><th scope="col">recording</th><th scope="col">verdict</th>${numbers.map(
      (name) => html`<th scope="col" class="number">${name}</th>`,
    )}<th scope="col">what to know</th></tr></thead><tbody>${rows.map(row)}</tbody></table></div>`,
  );

/** Many labelled recordings on one page, which links to their reports. */
export const renderOverview = (overview: Overview, assets?: Assets): string =>
  renderPage(
    {
      title: overview.title,
      body: html`<main>
<header><h1>${overview.title}</h1></header>
<section>${figures(overview.figures)}</section>
${overview.groups.filter(({ rows }) => rows.length > 0).map(group)}</main>
`,
    },
    assets,
  );
