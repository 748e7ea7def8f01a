import { type Assets, loadAssets } from "./assets.js";
import type { Charts } from "./charts.js";
import { type Html, html, jsonScript, trusted } from "./html.js";
import type { Recording } from "./recording.js";
import { style } from "./style.js";

/** What every page of ours has. */
export interface Page {
  readonly title: string;
  readonly body: Html;
  /** Drawn into the element `charts` of the body; a page without needs no script. */
  readonly charts?: Charts;
  /** Played in the element `player` of the body, with its charts in `charts`. */
  readonly recording?: Recording;
}

const dataOf = ({ charts, recording }: Page): readonly Html[] => [
  ...(charts ? [jsonScript("curves", charts)] : []),
  ...(recording ? [jsonScript("recording", recording)] : []),
];

const scripts = (data: readonly Html[], { chartLibrary, pageScript }: Assets): Html =>
  html`${data}
<script>${trusted(chartLibrary)}</script>
<script type="module">${trusted(pageScript)}</script>
`;

/** One self-contained page: nothing is loaded from anywhere, and every text in it is escaped. */
export const renderPage = (page: Page, assets: Assets = loadAssets()): string => {
  const { title, body } = page;
  const data = dataOf(page);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${trusted(assets.styleSheet)}${trusted(style)}</style>
</head>
<body>
${body}${data.length > 0 ? scripts(data, assets) : ""}</body>
</html>
`.text;
};
