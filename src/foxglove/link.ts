import { createRequire } from "node:module";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { FromThread, SocketSetup, ToThread } from "./thread.js";

/** Milliseconds in which a server takes its leave. */
const patience = 500;

/** The other end of the thread that reads the robot's socket. */
export interface Link {
  readonly say: (message: ToThread) => void;
  readonly close: () => Promise<void>;
}

/** `hear` is called with all that the thread says; `failed` when it died, which it never should. */
export type OpenLink = (
  setup: SocketSetup,
  hear: (message: FromThread) => void,
  failed: (why: string) => void,
) => Link;

/** The thread's file is found through the package's own import map, so that it is the compiled one wherever we run from. */
export const openLink: OpenLink = (setup, hear, failed) => {
  const worker = new Worker(createRequire(import.meta.url).resolve("#foxglove-worker"), {
    workerData: setup,
    name: "foxglove",
    execArgv: [],
  });
  const exited = new Promise<void>((resolve) => {
    worker.once("exit", () => resolve());
  });
  worker.on("message", hear);
  worker.on("error", ({ message }) => failed(message));
  return {
    say: (message) => worker.postMessage(message),
    close: async () => {
      worker.postMessage({ kind: "close" } satisfies ToThread);
      await Promise.race([exited, wait(patience, undefined, { ref: false })]);
      await worker.terminate();
    },
  };
};
