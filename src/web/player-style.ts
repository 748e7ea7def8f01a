/** The looks of a player, its charts beside it, and of the table of stages. */
export const playerStyle = `
.story { margin: 0 0 12px; font-size: 17px; }
.watch { display: grid; gap: 14px; margin-bottom: 14px; }
.watch > section { margin: 0; min-width: 0; }
@media (min-width: 1080px) {
  main:has(.player) { max-width: 1560px; }
  .watch { grid-template-columns: minmax(420px, 5fr) 7fr; align-items: start; }
  .player { position: sticky; top: 10px; max-height: calc(100vh - 20px); overflow-y: auto; }
}
.screen { position: relative; background: #0b0e14; border-radius: 6px; overflow: hidden; width: 100%; max-height: 70vh; margin: 0 auto; }
.screen img { width: 100%; height: 100%; display: block; object-fit: contain; image-orientation: none; }
.screen [hidden] { display: none; }
.screen svg { position: absolute; inset: 0; width: 100%; height: 100%; overflow: hidden; }
.screen svg.hidden { display: none; }
.screen .no-picture { color: #c9d1de; padding: 16px; margin: 0; }
.screen .ring { fill: none; stroke-width: 2.5; vector-effect: non-scaling-stroke; paint-order: stroke; }
.screen .ring.said { stroke: #7fb0ff; filter: drop-shadow(0 0 1.5px #000); }
.screen .ring.truth { stroke: #5df08e; stroke-dasharray: 4 3; filter: drop-shadow(0 0 1.5px #000); }
.screen .between { stroke: #7fb0ff; stroke-width: 2; vector-effect: non-scaling-stroke; filter: drop-shadow(0 0 1.5px #000); }
.screen .label { fill: #fff; stroke: #0b0e14; stroke-width: 3px; paint-order: stroke; font-weight: 600; font-family: system-ui, sans-serif; }
.transport { margin-top: 8px; }
.transport input[type=range] { width: 100%; margin: 0; display: block; accent-color: var(--estimate); }
#timebar { width: 100%; height: 10px; display: block; border-radius: 3px; margin: 4px 0 8px; }
.buttons { display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; }
.buttons button, .buttons select { font: inherit; color: var(--ink); background: var(--page); border: 1px solid var(--line); border-radius: 6px; min-width: 36px; min-height: 34px; padding: 0 8px; cursor: pointer; }
.buttons label { display: inline-flex; gap: 5px; align-items: center; font-size: 13.5px; }
:focus-visible { outline: 2px solid var(--estimate); outline-offset: 2px; }
.marks-key { margin: 8px 0 0; font-size: 13px; }
.marks-key .ring { border-bottom: 2px solid var(--estimate); }
.marks-key .ring.truth { border-bottom: 2px dashed var(--truth); }
.keys { margin: 8px 0 0; font-size: 13px; }
.moment dl { margin: 8px 0 0; }
.moment dl > div { display: grid; grid-template-columns: minmax(96px, 11em) 1fr; gap: 0 12px; padding: 4px 0; border-top: 1px solid var(--line); }
.moment dt { color: var(--soft); font-size: 13.5px; overflow-wrap: anywhere; }
.moment dd { margin: 0; font-variant-numeric: tabular-nums; font-weight: 600; overflow-wrap: anywhere; }
.moment small { display: block; font-weight: 400; font-size: 13px; color: var(--soft); }
.moment .bad dd, .moment .bad small { color: var(--bad); }
h3 { font-size: 14px; margin: 0; font-weight: 600; overflow-wrap: anywhere; }
.plot .key { margin: 0 0 2px; font-size: 13px; }
.player-line { position: absolute; top: 0; left: 0; width: 2px; margin-left: -1px; height: 100%; background: var(--ink); opacity: 0.65; pointer-events: none; }
.u-over { overflow: hidden; cursor: crosshair; touch-action: pan-y; }
.strip figure { cursor: pointer; }
.stages code { font-size: 12.5px; }
.stages .done { color: var(--good); } .stages .undone { color: var(--bad); }
.stages { min-width: 860px; }
.stages th { white-space: nowrap; }
@media (max-width: 1079px) {
  .player .stage { position: sticky; top: 0; z-index: 2; background: var(--card); padding-bottom: 6px; }
  .screen { max-height: 42vh; }
}
@media (max-width: 520px) {
  .strip { height: calc(2 * var(--width) * 0.75 + 24px); }
  .strip figure { width: calc(2 * var(--width)); }
  .strip figure:nth-child(even) { display: none; }
  main { padding: 14px 8px 32px; }
  section { padding: 12px; }
  .u-legend { padding-left: 0; }
}
@media print {
  body { background: #fff; }
  .transport, .keys, .player-line { display: none; }
  .watch { display: block; }
  .player { position: static; max-height: none; overflow: visible; }
  .screen { max-height: 90mm; }
  section, .plot, figure, tr { break-inside: avoid; }
  details { display: block; }
}
`;
