import { type Html, html } from "./html.js";
import { section } from "./parts.js";
import type { ReportData, StageVisit } from "./report-data.js";
import { seconds } from "./seconds.js";

/** Of so many episodes a table would be a wall; the player shows each. */
const most = 200;

const heldText = ({ held, hold }: StageVisit): string =>
  `${held === undefined ? "never" : seconds(held)} of ${seconds(hold)}`;

const outcome = ({ done, left, ending }: StageVisit): string =>
  done === undefined ? `not done: ${ending} at ${seconds(left)}` : `done at ${seconds(done)}`;

const row = (visit: StageVisit): Html =>
  html`<tr><td>${visit.episode}</td><th scope="row">${visit.stage}</th><td>${seconds(visit.entered)}</td><td class="${visit.done === undefined ? "undone" : "done"}">${outcome(visit)}</td><td><code>${visit.until}</code></td><td>${heldText(visit)}</td><td>${visit.ranges.map((range) => html`<div>${range}</div>`)}</td></tr>\n`;

const heads = [
  "episode",
  "stage",
  "entered",
  "left",
  "waits for",
  "held at the longest",
  "values meanwhile, filtered",
];

/** When each stage was entered and left, and why it was not done. */
export const stageTable = ({ visits }: ReportData): Html | "" =>
  visits.length === 0
    ? ""
    : section(
        "Stages",
        html`<div class="across" tabindex="0" role="region" aria-label="Stages"><table class="stages"><thead><tr>${heads.map(
          (head) => html`<th scope="col">${head}</th>`,
        )}</tr></thead><tbody>${visits.slice(0, most).map(row)}</tbody></table></div>${visits.length > most ? html`<p class="key">The first ${most} of ${visits.length} stays.</p>` : ""}`,
      );
