import { type Html, html } from "./html.js";
import type { Figure, Table } from "./report-data.js";

export const figures = (list: readonly Figure[]): Html =>
  html`<dl class="figures">${list.map(
    ([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`;

export const section = (title: string, body: Html): Html =>
  html`<section><h2>${title}</h2>${body}</section>\n`;

export const provenance = (list: readonly Figure[]): Html =>
  html`<section><details><summary>Where this comes from</summary><table class="provenance">${list.map(
    ([name, value]) => html`<tr><th>${name}</th><td>${value}</td></tr>`,
  )}</table></details></section>\n`;

export const tableOf = ({ head, rows }: Table): Html =>
  html`<table><thead><tr>${head.map((cell) => html`<th>${cell}</th>`)}</tr></thead><tbody>${rows.map(
    (row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table>`;
