import { once } from "node:events";
import { SpatialRewardError } from "../core/index.js";
import { requireVocabulary } from "../pipeline/index.js";
import { createLook, type Identity, protocol, serve } from "../serve/index.js";
import { isLoopback } from "../view/index.js";
import type { BackendIdentity } from "../vlm/index.js";
import { type BackendFlags, openFromFlags } from "./backend-flags.js";
import { readTask } from "./read-task.js";
import { tasksFor } from "./serve-task.js";
import type { Terminal } from "./terminal.js";
import { jsonDocument } from "./verb.js";

/** As commander gives them. */
export interface ServeFlags extends BackendFlags {
  readonly task: readonly string[];
  readonly view?: string;
  readonly rate: number;
  readonly unvalued?: number;
  readonly fov?: number;
  readonly host: string;
  readonly port: number;
  readonly maxBody: number;
  readonly queue: number;
  readonly modelId?: string;
  readonly json?: boolean;
}

/** Environment variable with what a harness must send as its bearer token. */
export const tokenName = "SPATIAL_REWARD_SERVE_TOKEN";

const shortHash = 12;

const identityOf = (
  { name, version, hash }: BackendIdentity,
  modelId: string | undefined,
  program: string,
): Identity => ({
  protocol,
  model_id: modelId ?? name,
  model_version: hash === "" ? version : `${version}+${hash.slice(0, shortHash)}`,
  preprocessing_version: `spatial-reward-${program}`,
  shot_mode: "zero_shot",
});

/** Whoever can reach the port can have the model work: beyond this computer only with a token. */
const requireSafe = (host: string, token: string | undefined): void => {
  if (token !== undefined || isLoopback(host)) return;
  throw new SpatialRewardError(
    "usage.flag",
    `--host ${host}: others can reach it; set ${tokenName} to what they must send as their bearer token`,
  );
};

/** Milliseconds that questions at work may still take once the server is told to end. */
const grace = 5000;

/** Serves until the terminal's signal; that is how it is meant to end, so it ends with 0. */
export const runServe = async (flags: ServeFlags, terminal: Terminal): Promise<void> => {
  const { env, logger, signal, err, out, version } = terminal;
  const token = env[tokenName] === "" ? undefined : env[tokenName];
  requireSafe(flags.host, token);
  const tasks = await Promise.all(flags.task.map(readTask));
  const backend = await openFromFlags(flags, terminal);
  try {
    for (const task of tasks) requireVocabulary(task, backend);
    const identity = identityOf(backend.identity, flags.modelId, version);
    const server = await serve({
      identity,
      taskOf: tasksFor(tasks, backend),
      look: createLook(backend, flags.fov),
      rate: flags.rate,
      ...(flags.unvalued !== undefined && { unvalued: flags.unvalued }),
      ...(flags.view !== undefined && { view: flags.view }),
      host: flags.host,
      port: flags.port,
      mostBody: flags.maxBody * 1e6,
      mostWaiting: flags.queue,
      ...(token !== undefined && { token }),
      onRefusal: ({ status, code, message }) => logger.warn({ status, code }, message),
    });
    err(`serving ${identity.model_id} ${identity.model_version} at ${server.url}; Ctrl-C ends\n`);
    if (!signal.aborted) await once(signal, "abort");
    await server.close(grace);
    const served = server.served();
    out(
      flags.json === true
        ? jsonDocument(served)
        : `${served.requests} requests, ${served.answered} answered, ${served.refused} refused\n`,
    );
  } finally {
    await backend.close();
  }
};
