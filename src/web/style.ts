import { playerStyle } from "./player-style.js";

/** The report's looks; colours are variables, so that the charts follow light and dark as well. */
export const style = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --ink: #1b2230; --soft: #5b6577; --line: #e3e7ee;
  --estimate: #2563eb; --raw: #94a3b8; --truth: #16a34a; --reward: #d97706;
  --good: #15803d; --good-back: #dcfce7; --bad: #9a3412; --bad-back: #ffedd5;
  --stage-a: rgba(37, 99, 235, 0.06); --stage-b: rgba(217, 119, 6, 0.09);
  --bar-a: #bfd3fb; --bar-b: #f8ddb4; --hatch: #8f9bb0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #10141c; --card: #171d28; --ink: #e6eaf2; --soft: #94a0b4; --line: #2a3342;
    --estimate: #6ea0ff; --raw: #64748b; --truth: #4ade80; --reward: #fbbf24;
    --good: #86efac; --good-back: #14361f; --bad: #fdba74; --bad-back: #43260f;
    --stage-a: rgba(110, 160, 255, 0.08); --stage-b: rgba(251, 191, 36, 0.09);
    --bar-a: #2b4272; --bar-b: #5c4718; --hatch: #6b788f;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
main { max-width: 1120px; margin: 0 auto; padding: 28px 20px 48px; }
header { display: flex; flex-wrap: wrap; gap: 6px 16px; align-items: baseline; margin-bottom: 18px; }
h1 { font-size: 24px; line-height: 1.25; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 15px; margin: 0 0 8px; font-weight: 600; overflow-wrap: anywhere; }
.source { color: var(--soft); flex-basis: 100%; order: 3; overflow-wrap: anywhere; }
.verdict { font-weight: 600; border-radius: 999px; padding: 2px 14px; color: var(--bad); background: var(--bad-back); }
.verdict.success { color: var(--good); background: var(--good-back); }
section { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 16px 18px; margin-bottom: 14px; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(128px, 1fr)); gap: 14px 20px; margin: 0; }
.figures dt { color: var(--soft); font-size: 13px; }
.figures dd { margin: 0; font-size: 19px; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
.remark { color: var(--bad); margin: 10px 0 0; }
.film { container-type: inline-size; margin: 0 16px 8px 64px; }
.strip { position: relative; height: calc(var(--width) * 0.75 + 24px); }
.strip figure { position: absolute; top: 0; margin: 0; padding: 0 3px; width: var(--width); }
.strip img { width: 100%; aspect-ratio: 4 / 3; object-fit: cover; display: block; border-radius: 5px; outline: 2px solid transparent; }
.strip figure.near { z-index: 1; }
.strip figure.near img { outline-color: var(--estimate); }
.strip figcaption { white-space: nowrap; color: var(--soft); font-size: 12px; text-align: center; font-variant-numeric: tabular-nums; }
.chart { width: 100%; min-height: 220px; }
.plot + .plot { margin-top: 18px; }
.side-by-side { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 18px 24px; }
.side-by-side .plot { margin: 0; min-width: 0; }
.wide { overflow-x: auto; }
.wide td:not(:first-child), .wide th:not(:first-child) { text-align: right !important; white-space: nowrap; }
.wide td:first-child { white-space: pre; }
.cases { display: grid; grid-template-columns: repeat(auto-fill, minmax(240px, 1fr)); gap: 18px; }
.cases figure { margin: 0; }
.cases .picture { position: relative; }
.cases img { width: 100%; display: block; border-radius: 5px; }
.cases i { position: absolute; width: 14px; height: 14px; margin: -7px; border-radius: 50%; border: 3px solid; }
.cases i.said { border-color: var(--estimate); }
.cases i.true { border-color: var(--truth); width: 8px; height: 8px; margin: -4px; background: var(--truth); }
.cases figcaption { font-size: 13.5px; margin-top: 6px; overflow-wrap: anywhere; }
.cases .numbers { font-weight: 600; }
.across { overflow-x: auto; }
.overview { width: 100%; min-width: 720px; border-collapse: collapse; font-size: 14px; }
.overview th, .overview td { padding: 5px 12px 5px 0; border-top: 1px solid var(--line); vertical-align: middle; }
.overview thead th { white-space: nowrap; }
.overview thead button { font: inherit; color: inherit; background: none; border: 0; padding: 4px 0; cursor: pointer; text-decoration: underline dotted; text-underline-offset: 3px; }
.overview [aria-sort=ascending] button::after { content: " ▲"; }
.overview [aria-sort=descending] button::after { content: " ▼"; }
.overview .number { text-align: right !important; white-space: nowrap; font-variant-numeric: tabular-nums; }
.overview tbody th { overflow-wrap: anywhere; min-width: 120px; font-weight: 400; }
.overview .why { color: var(--soft); overflow-wrap: anywhere; min-width: 160px; }
.overview a { color: var(--estimate); }
.overview .outcome { color: var(--bad); }
.overview .outcome.success { color: var(--good); }
.sparkline { display: block; border-bottom: 1px solid var(--line); }
.sparkline polyline { fill: none; stroke: var(--estimate); stroke-width: 1.6; }
#filter { margin-bottom: 8px; }
#filter[hidden] { display: none; }
#filter input { font: inherit; color: var(--ink); background: var(--page); border: 1px solid var(--line); border-radius: 6px; min-height: 34px; padding: 0 8px; }
.key { color: var(--soft); }
.u-legend { font-size: 13px; text-align: left !important; padding-left: 60px; }
.u-legend .edge { display: none !important; }
.u-legend .u-value { min-width: 74px; display: inline-block; font-variant-numeric: tabular-nums; text-align: left; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
table:not(.u-legend) th, table:not(.u-legend) td { text-align: left; padding: 5px 12px 5px 0; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
table:not(.u-legend) thead th { border-top: 0; color: var(--soft); font-weight: 500; font-size: 13px; }
table.provenance th { color: var(--soft); font-weight: 500; white-space: nowrap; width: 1%; padding-right: 24px !important; }
table.provenance td { white-space: pre-wrap; font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 12.5px; }
details summary { cursor: pointer; font-weight: 600; }
noscript { color: var(--bad); }
${playerStyle}`;
