import { onTestFinished } from "vitest";
import { type FoxgloveOptions, type LiveSummary, runFoxglove } from "../../src/foxglove/index.js";
import type { LiveSettings } from "../../src/live/index.js";
import { parseTask } from "../../src/reward/index.js";
import { backendThat, lengthAnswer } from "../pipeline/fakes.js";
import { still } from "../ros/wire/scene.js";

export const answering = backendThat(async (_, questions) =>
  questions.map(() => lengthAnswer(0.2)),
);

export const settings: LiveSettings = {
  cameras: [],
  depths: [],
  timeout: 5,
  fov: 60,
  camera_info_wait: 0.5,
  pitch: Number.NaN,
  auto_reset: false,
  other_cameras_age: 0.1,
  stale_after: 2,
  annotated_quality: 80,
};

/** A robot that is watched. */
export interface Watching {
  /** Resolves with where rewards are served, when the robot is watched. */
  readonly served: Promise<string>;
  readonly logged: readonly string[];
  /** Ends it, and gives what came of it. */
  readonly stop: () => Promise<LiveSummary>;
  readonly ended: Promise<LiveSummary>;
}

/** As `watch`; whoever calls it ends it. */
export const startWatching = (
  url: string,
  {
    task = still,
    ...more
  }: Partial<Omit<FoxgloveOptions, "task">> & { readonly task?: string } = {},
): Watching => {
  const stopping = new AbortController();
  const logged: string[] = [];
  const log = (level: string) => (text: string) => void logged.push(`${level}: ${text}`);
  let greeted: (text: string) => void = () => undefined;
  const greeting = new Promise<string>((resolve) => {
    greeted = resolve;
  });
  const ended = runFoxglove({
    url,
    task: parseTask(task),
    settings,
    openBackend: async () => answering,
    serve: { host: "127.0.0.1", port: 0 },
    publishBack: true,
    signal: stopping.signal,
    clock: () => performance.now() / 1000,
    log: { debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") },
    say: greeted,
    ...more,
  });
  const stop = (): Promise<LiveSummary> => {
    stopping.abort();
    return ended;
  };
  const served = Promise.race([
    greeting.then((text) => /served at (\S+)/.exec(text)?.[1] ?? ""),
    ended.then(() => ""),
  ]);
  served.catch(() => undefined); // told by `ended`
  return { served, logged, stop, ended };
};

/** Until the test has finished, or sooner. */
export const watch = (...given: Parameters<typeof startWatching>): Watching => {
  const watching = startWatching(...given);
  onTestFinished(async () => {
    await watching.stop().catch(() => undefined);
  });
  return watching;
};
