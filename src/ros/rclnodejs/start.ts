import { SpatialRewardError } from "../../core/index.js";
import { reasonOf, type Survival } from "../../live/index.js";
import { checkInstalled } from "../interfaces.js";
import type { RosNode } from "../port.js";
import { checkGeneratedCode } from "./generated.js";
import { guardedNode } from "./guarded-node.js";
import { type Environment, loadRclnodejs, requireSourced } from "./load.js";
import { rosNodeOn } from "./node.js";
import { declareParameters, valuesOf } from "./parameters.js";
import type { RclNode, Rclnodejs } from "./types.js";

/** Milliseconds that one wait for messages lasts; without an end, creating an entity would wait for ever. */
const spinTimeout = 10;

export interface RosStart {
  readonly name: string;
  /** ROS's own arguments: `--ros-args …`. */
  readonly argv: readonly string[];
  readonly env: Environment;
  readonly survival: Survival;
}

export interface RunningRos {
  readonly node: RosNode;
  stop(): void;
}

type Prepare = (library: Rclnodejs, node: RclNode) => void;

/** rcl's own words say which of the arguments, or of the parameter files, it could not read. */
const begin = async (library: Rclnodejs, name: string, argv: readonly string[]): Promise<void> => {
  try {
    // The first two are what the C library takes for the program's name.
    await library.init(undefined, ["node", name, ...argv]);
  } catch (cause) {
    throw new SpatialRewardError("ros.parameters", `ROS arguments: ${reasonOf(cause)}`, { cause });
  }
};

/**
 * A spinning node; `prepare` comes before the first message can.
 * @throws SpatialRewardError ros.not-sourced, ros.unavailable, ros.parameters, and what `prepare` throws
 */
export const openRos = async (
  { name, argv, env, survival }: RosStart,
  prepare: Prepare = () => undefined,
): Promise<RunningRos> => {
  const library = await loadRclnodejs(env);
  // rclnodejs's own handler shuts ROS down in the middle of our stop.
  library.removeSignalHandlers();
  await begin(library, name, argv);
  try {
    const Guarded = guardedNode(library, argv, (thrown) => survival.survived("a callback", thrown));
    const rclNode = new Guarded(name);
    prepare(library, rclNode);
    rclNode.spin(spinTimeout);
    return {
      node: rosNodeOn(library, rclNode, survival.guard),
      stop: () => {
        rclNode.stop();
        if (!library.isShutdown()) library.shutdown();
      },
    };
  } catch (thrown) {
    library.shutdown();
    throw thrown;
  }
};

const declare = (library: Rclnodejs, node: RclNode): void => {
  try {
    declareParameters(library, node, valuesOf(node.getParameterOverrides()));
  } catch (cause) {
    if (cause instanceof SpatialRewardError) throw cause;
    throw new SpatialRewardError("ros.parameters", reasonOf(cause), { cause });
  }
};

/**
 * Our node: its parameters declared, its interfaces known to be those that are installed and generated.
 * @throws SpatialRewardError ros.not-sourced, ros.unavailable, ros.interfaces, ros.parameters
 */
export const startRos = async (start: RosStart): Promise<RunningRos> => {
  requireSourced(start.env);
  checkInstalled(start.env.AMENT_PREFIX_PATH ?? "");
  return openRos(start, (library, node) => {
    checkGeneratedCode(library);
    declare(library, node);
  });
};
