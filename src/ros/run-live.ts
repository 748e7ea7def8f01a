import { setTimeout as wait } from "node:timers/promises";
import type { Seconds } from "../core/index.js";
import type { OpenModel } from "../live/index.js";
import { createSurvival } from "../live/index.js";
import type { LabelRecordings } from "./label-action.js";
import { createLiveNode, type LiveNode } from "./live-node.js";
import type { Environment } from "./rclnodejs/load.js";
import { type RunningRos, startRos } from "./rclnodejs/start.js";

export interface LiveOptions {
  /** ROS's arguments: `--ros-args …`. */
  readonly argv: readonly string[];
  readonly env: Environment;
  /** Aborts when the node is to stop. */
  readonly signal: AbortSignal;
  readonly openModel: OpenModel;
  readonly label: LabelRecordings;
  /** A clock that only goes forward. */
  readonly clock: () => Seconds;
  /** Hears of errors that nobody handled, which then don't end the process; gives what undoes that. */
  readonly onUnhandled: (survive: (thrown: unknown) => void) => () => void;
  /** Before there is a node to log. */
  readonly report: (text: string) => void;
}

const nodeName = "spatial_reward";

/** Milliseconds between two looks at the graph, and two diagnostics. */
const period = 1000;
/** Milliseconds that a stop waits for the model: ROS expects a process to be gone soon. */
const patience = 1000;

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });

const spin = async (live: LiveNode, signal: AbortSignal): Promise<void> => {
  const ticking = setInterval(live.tick, period);
  try {
    await Promise.race([live.autostart().then(() => aborted(signal)), aborted(signal)]);
    await Promise.race([live.close(), wait(patience, undefined, { ref: false })]);
  } finally {
    clearInterval(ticking);
  }
};

/**
 * The live node, until it is told to stop. What fails while it runs is logged and told by diagnostics.
 * @throws SpatialRewardError ros.*
 */
export const runLive = async (options: LiveOptions): Promise<void> => {
  const { argv, env, signal, openModel, label, clock } = options;
  const rmw = env.RMW_IMPLEMENTATION ?? "";
  let report = options.report;
  const survival = createSurvival((text) => report(text));
  const ros: RunningRos = await startRos({ name: nodeName, argv, env, survival });
  report = ros.node.log.error;
  const forget = options.onUnhandled((thrown) => survival.survived("unhandled", thrown));
  try {
    await spin(createLiveNode({ node: ros.node, survival, openModel, label, clock, rmw }), signal);
  } finally {
    report = options.report;
    ros.stop();
    forget();
  }
};
