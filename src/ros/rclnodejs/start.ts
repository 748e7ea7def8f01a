import { SpatialRewardError } from "../../core/index.js";
import { reasonOf, type Survival } from "../guard.js";
import { checkInstalled } from "../interfaces.js";
import { namedParameters } from "../named-parameters.js";
import type { RosNode } from "../port.js";
import { checkGeneratedCode } from "./generated.js";
import { guardedNode } from "./guarded-node.js";
import { type Environment, loadRclnodejs } from "./load.js";
import { rosNodeOn } from "./node.js";
import { declareParameters, valuesOf } from "./parameters.js";
import type { RclNode, Rclnodejs } from "./types.js";

const nodeName = "spatial_reward";

/** Milliseconds that one wait for messages lasts; without an end, creating an entity would wait for ever. */
const spinTimeout = 10;

export interface RosStart {
  /** What follows the verb: `--ros-args …`. */
  readonly argv: readonly string[];
  readonly env: Environment;
  readonly survival: Survival;
}

export interface RunningRos {
  readonly node: RosNode;
  stop(): void;
}

const declare = (library: Rclnodejs, node: RclNode, argv: readonly string[]): void => {
  const overrides = valuesOf(node.getParameterOverrides());
  try {
    const named = namedParameters(argv, node.getFullyQualifiedName());
    declareParameters(library, node, overrides, named);
  } catch (cause) {
    if (cause instanceof SpatialRewardError) throw cause;
    throw new SpatialRewardError("ros.parameters", reasonOf(cause), { cause });
  }
};

/**
 * A spinning node with its parameters declared.
 * @throws SpatialRewardError ros.not-sourced, ros.unavailable, ros.interfaces, ros.parameters
 */
export const startRos = async ({ argv, env, survival }: RosStart): Promise<RunningRos> => {
  const library = await loadRclnodejs(env);
  checkInstalled(env.AMENT_PREFIX_PATH ?? "");
  // rclnodejs's own handler shuts ROS down in the middle of our stop.
  library.removeSignalHandlers();
  // The first two are what the C library takes for program names.
  await library.init(undefined, ["node", nodeName, ...argv]);
  try {
    checkGeneratedCode(library);
    const Guarded = guardedNode(library, (thrown) => survival.survived("a callback", thrown));
    const rclNode = new Guarded(nodeName);
    declare(library, rclNode, argv);
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
