import type { Seconds } from "../core/index.js";
import { type LiveSettings, type Log, type WantedCamera, warm } from "../live/index.js";
import { requireVocabulary } from "../pipeline/index.js";
import type { Task } from "../reward/index.js";
import type { Transform } from "../scene/index.js";
import type { Backend } from "../vlm/index.js";
import { type OpenLink, openLink } from "./link.js";
import { reachCameras, reachServer } from "./reach.js";
import { foxgloveRobot } from "./robot.js";
import { type RewardServer, serveRewards } from "./serve.js";
import { type LiveSummary, nothingWatched } from "./summary.js";
import { createWake } from "./wake.js";
import { watchRobot } from "./watch-robot.js";

export interface FoxgloveOptions {
  /** `ws://robot:8765` */
  readonly url: string;
  readonly task: Task;
  readonly settings: LiveSettings;
  readonly openBackend: () => Promise<Backend>;
  /** Where rewards are served; nowhere when absent. */
  readonly serve?: { readonly host: string; readonly port: number };
  /** Where frames stand that don't move, as the user states it. */
  readonly staticTransforms?: readonly Transform[];
  /** Rewards are published to the robot's server, where it takes them. */
  readonly publishBack: boolean;
  /** Aborts when it is to end. */
  readonly signal: AbortSignal;
  /** A clock that only goes forward. */
  readonly clock: () => Seconds;
  readonly log: Log;
  /** What a person should see of it. */
  readonly say: (text: string) => void;
  readonly openLink?: OpenLink;
}

/** A viewer that publishes there begins an episode. */
const resetTopic = "/spatial_reward/reset";

/** Seen for the first time: what a person wants to know of it. */
const greeting = (
  { url }: FoxgloveOptions,
  cameras: readonly WantedCamera[],
  served: string | undefined,
): string =>
  `watching ${cameras.map(({ image }) => image).join(", ")} of ${url}${served === undefined ? "" : `; rewards are served at ${served}`}\n`;

const askedFor = (settings: LiveSettings, cameras: readonly WantedCamera[]): LiveSettings => ({
  ...settings,
  cameras: cameras.map(({ image }) => image),
  depths: cameras.map(({ depth = "" }) => depth),
});

/**
 * Rewards of a robot behind a Foxglove WebSocket, until the signal aborts.
 * @throws SpatialRewardError foxglove.*, message.schema, task.vocabulary, backend.*, model.*
 */
export const runFoxglove = async (options: FoxgloveOptions): Promise<LiveSummary> => {
  const { url, task, settings, signal, clock, log } = options;
  const changes = createWake();
  let server: RewardServer | undefined;
  let backend: Backend | undefined;
  let reset = (): void => undefined;
  const robot = foxgloveRobot({
    url,
    openLink: options.openLink ?? openLink,
    log,
    clock,
    publishBack: options.publishBack,
    rewards: () => server,
    onChange: changes.changed,
  });
  const reaching = { url, robot, changes, signal };
  const serve = ({ host, port }: { readonly host: string; readonly port: number }) =>
    serveRewards({
      ...{ host, port },
      now: robot.now,
      onMessage: (topic) => {
        if (topic === resetTopic) reset();
      },
      onTrouble: log.debug,
    });

  try {
    await reachServer(reaching);
    const cameras = await reachCameras(reaching, settings, task);
    const named = robot.server()?.name ?? "";
    if (options.serve) server = await serve(options.serve);
    const served = server && { served: server.url };
    if (signal.aborted) return { url, server: named, ...served, ...nothingWatched };
    backend = await warm(await options.openBackend());
    requireVocabulary(task, backend);
    options.say(greeting(options, cameras, server?.url));
    const watched = await watchRobot({
      ...reaching,
      ...{ task, backend, clock },
      settings: askedFor(settings, cameras),
      ...(options.staticTransforms && { staticTransforms: options.staticTransforms }),
      onReset: (then) => {
        reset = then;
      },
    });
    return { url, server: named, ...served, ...watched };
  } finally {
    await server?.close();
    await robot.close();
    await backend?.close();
  }
};
