import { performance } from "node:perf_hooks";
import cliProgress from "cli-progress";
import { counted } from "../core/index.js";
import type { Terminal } from "./terminal.js";

/** How far each recording is, by what it is called, on standard error. */
export interface Progress {
  /** `total` undefined: the recording doesn't tell. */
  readonly update: (name: string, done: number, total: number | undefined) => void;
  readonly end: (name: string) => void;
  /** A line of text between the bars. */
  readonly say: (text: string) => void;
  readonly stop: () => void;
}

/** @param unit what is counted */
export const createProgress = (terminal: Terminal, unit = "frame"): Progress =>
  terminal.interactive ? bars(terminal, unit) : lines(terminal, unit);

const clock = (seconds: number): string => {
  const whole = Math.round(seconds);
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`;
};

/** Since the first update: rate in units a second, and the time that the rest will take at that rate. */
const pace = (unit: string, started: number, done: number, total: number | undefined): string => {
  const seconds = (performance.now() - started) / 1000;
  if (seconds < 0.2 || done < 2) return "";
  const rate = done / seconds;
  const left = total === undefined ? "" : `, ${clock((total - done) / rate)} left`;
  return `${rate.toFixed(1)} ${unit}s/s${left}`;
};

const bars = ({ err }: Terminal, unit: string): Progress => {
  const multi = new cliProgress.MultiBar(
    {
      format: "{name} {bar} {value}/{total} {pace}",
      hideCursor: true,
      clearOnComplete: true,
      barsize: 30,
      gracefulExit: false,
    },
    cliProgress.Presets.shades_classic,
  );
  const open = new Map<string, { bar: cliProgress.SingleBar; started: number }>();
  const barOf = (input: string, total: number | undefined) => {
    const known = open.get(input);
    if (known) return known;
    const bar = multi.create(total ?? 0, 0, { name: input, pace: "" });
    const entry = { bar, started: performance.now() };
    open.set(input, entry);
    return entry;
  };
  return {
    update: (input, done, total) => {
      const { bar, started } = barOf(input, total);
      if (total === undefined) bar.setTotal(done);
      bar.update(done, { pace: pace(unit, started, done, total) });
    },
    end: (input) => {
      const entry = open.get(input);
      if (entry) multi.remove(entry.bar);
      open.delete(input);
    },
    // What is logged between the bars appears with their next redrawing.
    say: (text) => (multi.isActive ? multi.log(text) : err(text)),
    stop: () => {
      if (!multi.isActive) return;
      multi.update();
      multi.stop();
    },
  };
};

/** Seconds between two lines about one recording, where nobody watches a bar. */
const interval = 5;

const lines = ({ err }: Terminal, unit: string): Progress => {
  const open = new Map<string, { started: number; said: number }>();
  return {
    update: (input, done, total) => {
      const now = performance.now();
      const entry = open.get(input) ?? { started: now, said: now };
      open.set(input, entry);
      if (now - entry.said < interval * 1000) return;
      entry.said = now;
      const all = total === undefined ? counted(done, unit) : `${done} of ${counted(total, unit)}`;
      err(`${input}: ${all}, ${pace(unit, entry.started, done, total)}\n`);
    },
    end: (input) => void open.delete(input),
    say: err,
    stop: () => undefined,
  };
};
