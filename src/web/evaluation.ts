import type { Assets } from "./assets.js";
import type { Charts } from "./charts.js";
import { type Html, html } from "./html.js";
import { jpegUri } from "./jpeg-uri.js";
import { renderPage } from "./page.js";
import { figures, provenance, section, tableOf } from "./parts.js";
import type { Figure, Table } from "./report-data.js";

/** Shares of a picture's width and height. */
export type Place = readonly [x: number, y: number];

/** An answer far off, with its picture where there is one. */
export interface WrongAnswer {
  readonly jpeg?: Uint8Array;
  readonly question: string;
  /** "12.0 cm" */
  readonly said: string;
  readonly truth: string;
  /** Where the model sees what is asked about, and where it is. */
  readonly saidPlaces: readonly Place[];
  readonly truePlaces: readonly Place[];
}

export interface EvaluationData {
  readonly title: string;
  readonly figures: readonly Figure[];
  readonly sentences: readonly string[];
  readonly tables: readonly Table[];
  readonly charts: Charts["charts"];
  readonly worst: readonly WrongAnswer[];
  readonly provenance: readonly Figure[];
}

const table = (one: Table): Html => html`<section class="wide">${tableOf(one)}</section>\n`;

const mark = (kind: "said" | "true", [x, y]: Place): Html =>
  html`<i class="${kind}" style="left:${(100 * x).toFixed(1)}%;top:${(100 * y).toFixed(1)}%"></i>`;

/** Marks outside of the picture would cover the text beside it. */
const isInside = ([x, y]: Place): boolean => x >= 0 && x <= 1 && y >= 0 && y <= 1;

const picture = ({ jpeg, saidPlaces, truePlaces }: WrongAnswer): Html | "" =>
  jpeg === undefined
    ? ""
    : html`<div class="picture"><img alt="what the camera saw" src="${jpegUri(jpeg)}">${saidPlaces
        .filter(isInside)
        .map((place) => mark("said", place))}${truePlaces
        .filter(isInside)
        .map((place) => mark("true", place))}</div>`;

const wrongAnswer = (wrong: WrongAnswer): Html =>
  html`<figure>${picture(wrong)}<figcaption>${wrong.question}<br><span class="numbers">${wrong.said}; true: ${wrong.truth}</span></figcaption></figure>`;

const worst = (list: readonly WrongAnswer[]): Html | "" =>
  list.length === 0
    ? ""
    : section(
        "The worst answers",
        html`<p class="key">Rings: where the model sees what is asked about. Dots: where it is.</p><div class="cases">${list.map(wrongAnswer)}</div>`,
      );

const plots = ({ charts }: EvaluationData): Html | "" =>
  charts.length === 0
    ? ""
    : section(
        "Plots",
        html`<div id="charts" class="side-by-side"></div><noscript>The curves need JavaScript.</noscript>`,
      );

/** The measurements of a backend as one self-contained page. */
export const renderEvaluation = (data: EvaluationData, assets?: Assets): string =>
  renderPage(
    {
      title: data.title,
      body: html`<main>
<header><h1>${data.title}</h1></header>
<section>${figures(data.figures)}${data.sentences.map((sentence) => html`<p>${sentence}</p>`)}</section>
${data.tables.map(table)}${plots(data)}${worst(data.worst)}${provenance(data.provenance)}</main>
`,
      charts: { times: [], successes: [], invalid: [], charts: data.charts },
    },
    assets,
  );
