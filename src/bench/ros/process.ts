import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { taskAsking } from "../label-speed.js";

/** A process of the bench, and what it has used. */
export interface Running {
  /** Seconds of processor time, all its threads together. */
  cpu(): number;
  /** Bytes in memory. */
  resident(): number;
  /** The number it printed last. */
  told(): number;
  stop(): Promise<void>;
}

const ticksPerSecond = Number(execFileSync("getconf", ["CLK_TCK"], { encoding: "utf8" }));
const pageBytes = Number(execFileSync("getconf", ["PAGESIZE"], { encoding: "utf8" }));

/** Fields after the name, which may hold spaces: the first of them is the third of proc(5). */
const statOf = (pid: number): readonly string[] =>
  readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");

const numberAt = (pid: number, field: number): number => Number(statOf(pid)[field - 3]);

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((done) => {
    if (child.exitCode !== null) done();
    child.once("exit", () => done());
  });

const start = (script: string, args: readonly string[]): Running => {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${script} did not start`);
  let printed = "";
  child.stdout.on("data", (data) => {
    printed += data;
  });
  return {
    cpu: () => (numberAt(pid, 14) + numberAt(pid, 15)) / ticksPerSecond,
    resident: () => numberAt(pid, 24) * pageBytes,
    told: () => Number(printed.trim().split("\n").at(-1)),
    stop: async () => {
      child.kill("SIGTERM");
      await ended(child);
    },
  };
};

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

export const startCamera = (kind: "raw" | "jpeg", topics: readonly string[]): Running =>
  start(here("publish.js"), [kind, "30", ...topics]);

export const startFloor = (kind: "raw" | "jpeg", topic: string): Running =>
  start(here("floor.js"), [
    kind === "raw" ? "sensor_msgs/msg/Image" : "sensor_msgs/msg/CompressedImage",
    topic,
  ]);

/** A task that asks four questions a frame, in a file, and what removes it. */
export const writeTask = (): { readonly path: string; readonly remove: () => void } => {
  const folder = mkdtempSync(join(tmpdir(), "bench-ros-"));
  const path = join(folder, "task.yaml");
  writeFileSync(path, taskAsking(4).source);
  return { path, remove: () => rmSync(folder, { recursive: true }) };
};

/** Parameters as the command line gives them. */
const rosArguments = (parameters: Readonly<Record<string, string>>): readonly string[] => [
  "--ros-args",
  "--log-level",
  "warn",
  ...Object.entries(parameters).flatMap(([name, value]) => ["-p", `${name}:=${value}`]),
];

export const startModelless = (parameters: Readonly<Record<string, string>>): Running =>
  start(here("modelless.js"), rosArguments(parameters));

export const startLive = (parameters: Readonly<Record<string, string>>): Running =>
  start(here("../../cli/main.js"), ["live", ...rosArguments(parameters)]);

/** Processor time and wall time over a while. */
export const processorShare = async (running: Running, seconds: number): Promise<number> => {
  const before = running.cpu();
  await wait(1000 * seconds);
  return (running.cpu() - before) / seconds;
};
