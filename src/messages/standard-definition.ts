import { createRequire } from "node:module";
import { stringify } from "@foxglove/rosmsg";

const require = createRequire(import.meta.url);

type Definitions = Readonly<Record<string, Parameters<typeof stringify>[0][number]>>;
let definitions: Definitions | undefined;

// Loaded when first asked for: 150 types take as long to load as the rest of a short command.
const standard = (): Definitions => {
  definitions ??= (require("@foxglove/rosmsg-msgs-common") as { ros2jazzy: Definitions }).ros2jazzy;
  return definitions;
};

/** The text of a message of ROS 2's common packages (`std_msgs/Header`), without comments; undefined for any other. */
export const standardBody = (type: string): string | undefined => {
  const definition = standard()[type];
  if (definition === undefined) return undefined;
  // The library folds these two into primitives; a ros2msg definition names them in full.
  return stringify([definition])
    .replace(/^time(?=[ [])/gm, "builtin_interfaces/Time")
    .replace(/^duration(?=[ [])/gm, "builtin_interfaces/Duration")
    .trimEnd();
};
