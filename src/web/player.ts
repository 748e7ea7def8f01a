import { type Html, html } from "./html.js";
import type { ReportData } from "./report-data.js";

const speeds = [0.1, 0.25, 0.5, 1, 2, 4, 8];

const button = (id: string, label: string, sign: string): Html =>
  html`<button type="button" id="${id}" aria-label="${label}" title="${label}">${sign}</button>`;

const transport = (points: number): Html =>
  html`<div class="transport" role="group" aria-label="playing">
<input type="range" id="seek" min="0" max="${Math.max(0, points - 1)}" value="0" step="1" aria-label="frame">
<canvas id="timebar" aria-hidden="true"></canvas>
<div class="buttons">${button("back", "one frame back (←)", "◂")}${button("play", "play (space)", "▶")}${button("forward", "one frame on (→)", "▸")}
<label>speed <select id="speed">${speeds.map(
    (speed) => html`<option value="${speed}"${speed === 1 ? " selected" : ""}>${speed}×</option>`,
  )}</select></label>
<label><input type="checkbox" id="show-marks" checked> marks</label>
${button("zoom-out", "show more of the time line (−)", "−")}${button("zoom-in", "show less of the time line (+)", "+")}</div></div>`;

/** "4 / 3" */
const ratio = ({ size }: ReportData["moments"]): string =>
  size ? `${size.width} / ${size.height}` : "4 / 3";

const screen = ({ moments }: ReportData): Html => {
  const first = moments.pictures.find((each) => each !== null);
  const { width, height } = moments.size ?? { width: 4, height: 3 };
  return html`<div class="screen" style="aspect-ratio:${ratio(moments)}">${first === undefined ? html`<p class="no-picture">The images are not in the recording.</p>` : html`<img id="picture" alt="what the camera saw" src="${first}"><svg id="marks" viewBox="0 0 ${width} ${height}" aria-hidden="true"></svg>`}</div>`;
};

const key = ({ moments }: ReportData): Html => {
  const known = moments.tracks.some(({ truth }) => truth);
  return html`<p class="key marks-key"><span class="ring said">rings</span> where the model points${known ? html`, <span class="ring truth">dashed</span> where it truly is` : ""}; the cross is the tool centre point, the line the filtered distance.</p>`;
};

const keys =
  "Keys: space plays, ← → step a frame, with shift a second, Home and End, M marks, + − the time line; press on a chart to go there.";

/** The frames of a recording, one at a time: its script draws onto it. */
export const player = (data: ReportData): Html =>
  html`<section class="player" id="player" aria-label="Player"><div class="stage">${screen(data)}${transport(data.curves.times.length)}</div>${key(data)}<div id="moment" class="moment"></div><p class="key keys">${keys}</p></section>`;
