import { performance } from "node:perf_hooks";
import { counted } from "../core/index.js";
import { type CameraSummary, type LiveSummary, runFoxglove } from "../foxglove/index.js";
import { reasonText } from "../label/index.js";
import type { LiveSettings } from "../live/index.js";
import { othersWithin } from "../scene/index.js";
import { needed } from "./arguments.js";
import { type BackendFlags, openFromFlags } from "./backend-flags.js";
import { readStaticTf } from "./read-static-tf.js";
import { readTask } from "./read-task.js";
import type { Terminal } from "./terminal.js";
import { jsonDocument } from "./verb.js";

/** As commander gives them. */
export interface FoxgloveFlags extends BackendFlags {
  readonly foxglove?: string;
  readonly task?: string;
  readonly camera?: readonly string[];
  readonly depth?: readonly string[];
  readonly fov?: number;
  readonly pitch?: number;
  readonly staticTf?: string;
  readonly frameTimeout: number;
  readonly autoReset?: boolean;
  /** False: nowhere. */
  readonly serve: number | false;
  readonly serveHost: string;
  readonly publish: boolean;
  readonly json?: boolean;
}

/** As the ROS node's parameters are, where nothing else is said. */
const settingsOf = (flags: FoxgloveFlags): LiveSettings => ({
  cameras: flags.camera ?? [],
  depths: flags.depth ?? [],
  timeout: flags.frameTimeout,
  fov: flags.fov ?? 0,
  pitch: flags.pitch ?? Number.NaN,
  auto_reset: flags.autoReset === true,
  camera_info_wait: 0.5,
  other_cameras_age: othersWithin,
  stale_after: 2,
  annotated_quality: 80,
});

const milliseconds = (seconds: number): string => `${(1000 * seconds).toFixed(0)} ms`;

const cameraProse = ({
  name,
  received,
  answered,
  dropped,
  unreadable,
  reasons,
  ...more
}: CameraSummary): string =>
  [
    `camera ${name}: ${counted(received, "frame")}, ${answered} answered, ${dropped} dropped for newer ones, ${unreadable} unreadable\n`,
    ...(more.latencyP50 !== undefined && more.latencyP99 !== undefined
      ? [
          `  reward after ${milliseconds(more.latencyP50)} (p50), ${milliseconds(more.latencyP99)} (p99)\n`,
        ]
      : []),
    ...reasons.map((reason) => `  ${reasonText(reason, received)}\n`),
  ].join("");

const prose = (summary: LiveSummary): string =>
  [
    `${counted(summary.rewards, "reward")}, ${summary.valid} valid; ${counted(summary.episodes, "episode")}, ${counted(summary.successes, "success", "successes")}; connected again ${counted(summary.reconnections, "time")}\n`,
    ...summary.cameras.map(cameraProse),
    ...Object.entries(summary.missed).map(
      ([topic, count]) =>
        `${topic}: ${counted(count, "message")} came while this computer was busy\n`,
    ),
  ].join("");

/** Milliseconds; what still holds on to something need not be waited for. */
const grace = 1000;

/** Runs until the terminal's signal; that is how it is meant to end, so it ends with 0. */
export const liveFoxglove = async (
  flags: FoxgloveFlags & { readonly foxglove: string },
  terminal: Terminal,
): Promise<void> => {
  const { logger, signal, out, err } = terminal;
  const { staticTf } = flags;
  const summary = await runFoxglove({
    url: flags.foxglove,
    task: await readTask(needed(flags.task, "--task FILE")),
    settings: settingsOf(flags),
    ...(staticTf !== undefined && { staticTransforms: await readStaticTf(staticTf) }),
    openBackend: () => openFromFlags(flags, terminal, { grace }),
    ...(flags.serve !== false && { serve: { host: flags.serveHost, port: flags.serve } }),
    publishBack: flags.publish,
    signal,
    clock: () => performance.now() / 1000,
    log: {
      debug: (text) => logger.debug(text),
      info: (text) => logger.info(text),
      warn: (text) => logger.warn(text),
      error: (text) => logger.error(text),
    },
    say: err,
  });
  out(flags.json === true ? jsonDocument(summary) : prose(summary));
  terminal.leaveWithin(grace);
};
