import { type Assets, loadAssets } from "./assets.js";
import type { Charts } from "./charts.js";
import { type Html, html, jsonScript, trusted } from "./html.js";
import { style } from "./style.js";

/** What every page of ours has. */
export interface Page {
  readonly title: string;
  readonly body: Html;
  /** Drawn into the element `charts` of the body; a page without needs no script. */
  readonly charts?: Charts;
}

const scripts = (charts: Charts, { chartLibrary, pageScript }: Assets): Html =>
  html`${jsonScript("curves", charts)}
<script>${trusted(chartLibrary)}</script>
<script type="module">${trusted(pageScript)}</script>
`;

/** One self-contained page: nothing is loaded from anywhere, and every text in it is escaped. */
export const renderPage = ({ title, body, charts }: Page, assets: Assets = loadAssets()): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${trusted(assets.styleSheet)}${trusted(style)}</style>
</head>
<body>
${body}${charts ? scripts(charts, assets) : ""}</body>
</html>
`.text;
