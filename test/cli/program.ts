import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
export const program = resolve(root, "dist/cli/main.js");
export const tinyModel = resolve(root, "test/fixtures/nano/tiny");

/** A process of the command line that has ended. */
export interface Ended {
  /** -1 when a signal ended it. */
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A shell line put before the command: limits. */
  readonly before?: string;
  readonly uid?: number;
}

/** Starts the built program, as a user would. */
export const start = (args: readonly string[], options: RunOptions = {}): Running => {
  if (!existsSync(program)) throw new Error("the program is not built: npm run build");
  const { cwd, env, before, uid } = options;
  const [command, ...rest] =
    before === undefined
      ? [process.execPath, program, ...args]
      : ["/bin/sh", "-c", `${before}; exec "$0" "$@"`, process.execPath, program, ...args];
  const child = spawn(command ?? "", rest, {
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid, gid: uid }),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (data) => {
    out += data;
  });
  child.stderr.on("data", (data) => {
    err += data;
  });
  const ended = new Promise<Ended>((done, failed) => {
    child.on("error", failed);
    child.on("close", (code) => done({ code: code ?? -1, out, err }));
  });
  return { process: child, ended };
};

export const run = (args: readonly string[], options?: RunOptions): Promise<Ended> =>
  start(args, options).ended;

/** The one error of a run: its code and message. Fails the test when there is none, several, or a stack trace. */
export const errorOf = ({ err }: Ended): { readonly code: string; readonly message: string } => {
  if (/^\s+at .+:\d+/m.test(err)) throw new Error(`a stack trace:\n${err}`);
  const errors = [...err.matchAll(/^error\[([\w.-]+)\]: (.+(?:\n {2}.+)*)/gm)];
  const [only] = errors;
  if (only === undefined || errors.length > 1) {
    throw new Error(`${errors.length} errors on standard error:\n${err}`);
  }
  return { code: only[1] ?? "", message: only[2] ?? "" };
};
