import { SpatialRewardError } from "../../core/index.js";
import { reasonOf } from "../../live/index.js";
import type { Rclnodejs } from "./types.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Not a literal, so that the compiler doesn't look for an optional package. */
const packageName: string = "rclnodejs";

const needed = ["init", "shutdown", "Node", "QoS", "ActionServer", "ParameterDescriptor"] as const;

const isRclnodejs = (value: unknown): value is Rclnodejs =>
  typeof value === "object" && value !== null && needed.every((name) => name in value);

const notSourced = (variable: string): SpatialRewardError =>
  new SpatialRewardError(
    "ros.not-sourced",
    `${variable} is not set: source ROS 2 first (source /opt/ros/<distro>/setup.bash, then install/setup.bash of the workspace)`,
  );

/**
 * Importing the package where no ROS is sourced rebuilds it and breaks a good installation: so the environment first.
 * @throws SpatialRewardError ros.not-sourced
 */
export const requireSourced = (env: Environment): void => {
  for (const variable of ["ROS_DISTRO", "AMENT_PREFIX_PATH"])
    if ((env[variable] ?? "") === "") throw notSourced(variable);
};

const imported = async (): Promise<unknown> => {
  try {
    return await import(packageName);
  } catch (cause) {
    throw new SpatialRewardError(
      "ros.unavailable",
      `rclnodejs can't be loaded: ${reasonOf(cause)}; with ROS 2 sourced, run scripts/ros-build.sh`,
      { cause },
    );
  }
};

/** @throws SpatialRewardError ros.not-sourced, ros.unavailable */
export const loadRclnodejs = async (env: Environment): Promise<Rclnodejs> => {
  requireSourced(env);
  const loaded = await imported();
  const library =
    typeof loaded === "object" && loaded !== null && "default" in loaded ? loaded.default : loaded;
  if (isRclnodejs(library)) return library;
  throw new SpatialRewardError(
    "ros.unavailable",
    `rclnodejs: must have ${needed.join(", ")}; this version lacks some of them`,
  );
};
