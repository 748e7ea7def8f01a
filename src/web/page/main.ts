// The script of a page. It runs in a browser: it is bundled apart, and put into the page when that is written.
import type { Charts } from "../charts.js";
import type { Recording } from "../recording.js";
import { startOverview } from "./overview.js";
import { play } from "./player.js";
import { drawPlots } from "./plots.js";

/** What the page's writer, which is the same program as this script, has left in it. */
const embedded = <T>(id: string): T | undefined => {
  const text = document.getElementById(id)?.textContent;
  return text ? JSON.parse(text) : undefined;
};

const start = (): void => {
  startOverview();
  const place = document.getElementById("charts");
  if (!place) return;
  const charts = embedded<Charts>("curves");
  if (charts) drawPlots(charts, place, () => undefined);
  const recording = embedded<Recording>("recording");
  if (recording) play(recording, place);
};

start();
