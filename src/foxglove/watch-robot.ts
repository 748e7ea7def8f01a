import type { Seconds } from "../core/index.js";
import {
  conditionOf,
  createSurvival,
  diagnose,
  type LiveSettings,
  startWatch,
  type Watch,
  type WatchParts,
} from "../live/index.js";
import { encodeDiagnostics } from "../messages/index.js";
import type { Task } from "../reward/index.js";
import type { Backend } from "../vlm/index.js";
import type { Reaching } from "./reach.js";
import { camerasOf, tallyRewards, type Watched } from "./summary.js";

/** Milliseconds between two looks at what is advertised, and two diagnostics. */
const period = 1000;

const name = "spatial_reward";

export interface WatchRobotParts extends Reaching {
  readonly backend: Backend;
  readonly task: Task;
  readonly settings: LiveSettings;
  readonly staticTransforms?: WatchParts["staticTransforms"];
  /** A clock that only goes forward. */
  readonly clock: () => Seconds;
  /** A viewer wants the next frame to start an episode: what then is to be done. */
  readonly onReset: (reset: () => void) => void;
}

const summaryOf = (
  { robot }: WatchRobotParts,
  watch: Watch,
  rewards: ReturnType<typeof tallyRewards>,
): Watched => {
  const publishedBack = robot.takesBack();
  return {
    ...rewards.read(),
    reconnections: robot.reconnections(),
    ...(publishedBack && { publishedBack }),
    cameras: camerasOf(watch),
    missed: Object.fromEntries(robot.missed()),
  };
};

/** Judges what the robot's cameras show, until the signal aborts. */
export const watchRobot = async (parts: WatchRobotParts): Promise<Watched> => {
  const { url, robot, changes, signal, backend, task, settings, staticTransforms, clock } = parts;
  const survival = createSurvival(robot.log.error);
  const { guard } = survival;
  const rewards = tallyRewards();
  const watch = startWatch(
    {
      robot,
      backend,
      guard,
      clock,
      settings: () => settings,
      ...(staticTransforms && { staticTransforms }),
      onReward: rewards.add,
    },
    task,
  );
  const diagnostics = robot.advertise(
    "diagnostic_msgs/msg/DiagnosticArray",
    "/diagnostics",
    "reliable",
  );
  const tell = (): void => {
    const why = robot.trouble()?.why;
    const condition = conditionOf(
      { model: () => ({ backend }), watch: () => watch, task: () => task },
      {
        name,
        state: why === undefined ? "connected" : "connecting",
        trouble: why === undefined ? undefined : `no connection to ${url}: ${why}`,
        caught: survival.count(),
        settings,
        rmw: "",
      },
    );
    diagnostics.publish(encodeDiagnostics(robot.now(), diagnose(condition)));
  };
  const look = guard("looking for cameras", () => {
    for (const camera of watch.cameras()) camera.poll();
  });
  const tick = guard("diagnostics", () => {
    look();
    tell();
  });
  changes.onChange(look);
  parts.onReset(guard("a reset", () => watch.session()?.reset()));
  const ticking = setInterval(tick, period);
  await changes.until(() => false, signal);
  clearInterval(ticking);
  const summary = summaryOf(parts, watch, rewards);
  watch.close();
  return summary;
};
