import type { Recording } from "../recording.js";
import { createClock } from "./clock.js";
import { listenTo } from "./keys.js";
import { pointAt } from "./nearest.js";
import { pressStrip } from "./strip.js";
import { the } from "./the.js";
import { createView } from "./view.js";
import { following, resized, type Window } from "./window.js";

/** Plays a recording: everything on the page shows the same moment. */
export const play = (recording: Recording, place: HTMLElement): void => {
  const { times } = recording.curves;
  const last = times.length - 1;
  const end = times[last] ?? 0;
  let point = -1;
  let time = 0;
  let window: Window = [0, end];

  const reveal = (next: Window): void => {
    if (next[0] === window[0] && next[1] === window[1]) return;
    window = next;
    view.show(...window);
  };
  const show = (next: number): void => {
    const bounded = Math.min(Math.max(next, 0), last);
    if (bounded === point) return;
    point = bounded;
    view.at(point);
    reveal(following(window, times[point] ?? 0, end));
  };
  /** By hand: time stands at the frame that was chosen. */
  const go = (next: number): void => {
    stop();
    show(next);
    time = times[point] ?? 0;
  };
  const view = createView(recording, place, go);

  const button = the("play", HTMLButtonElement);
  const tellPlaying = (isPlaying: boolean): void => {
    button.textContent = isPlaying ? "❚❚" : "▶";
    const label = isPlaying ? "pause (space)" : "play (space)";
    button.setAttribute("aria-label", label);
    button.title = label;
  };
  const speed = the("speed", HTMLSelectElement);
  const clock = createClock((passed) => {
    time += passed * Number(speed.value);
    show(pointAt(times, time));
    if (time >= end) stop();
  });
  function stop(): void {
    clock.stop();
    tellPlaying(false);
  }
  const start = (): void => {
    if (point >= last) show(0);
    time = times[point] ?? 0;
    clock.start();
    tellPlaying(true);
  };
  const toggle = (): void => {
    if (clock.isRunning()) stop();
    else start();
  };
  const step = (by: number) => () => go(point + by);
  const second = (by: number) => () => go(pointAt(times, (times[point] ?? 0) + by));
  const zoom = (factor: number) => () => reveal(resized(window, factor, times[point] ?? 0, end));
  const marks = the("show-marks", HTMLInputElement);
  const showMarks = (): void => {
    document.getElementById("marks")?.classList.toggle("hidden", !marks.checked);
  };
  const onClick = {
    play: toggle,
    back: step(-1),
    forward: step(1),
    "zoom-in": zoom(0.5),
    "zoom-out": zoom(2),
  };
  for (const [id, act] of Object.entries(onClick)) the(id, HTMLButtonElement).onclick = act;
  marks.onchange = showMarks;
  the("seek", HTMLInputElement).oninput = (event) => {
    if (event.target instanceof HTMLInputElement) go(Number(event.target.value));
  };
  listenTo({
    " ": toggle,
    ArrowLeft: step(-1),
    ArrowRight: step(1),
    "Shift+ArrowLeft": second(-1),
    "Shift+ArrowRight": second(1),
    Home: () => go(0),
    End: () => go(last),
    "+": zoom(0.5),
    "-": zoom(2),
    m: () => {
      marks.checked = !marks.checked;
      showMarks();
    },
  });
  pressStrip((to) => go(pointAt(times, to)));
  show(0);
};
