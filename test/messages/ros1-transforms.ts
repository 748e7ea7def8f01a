import { parse, stringify } from "@foxglove/rosmsg";
import { ros1 } from "@foxglove/rosmsg-msgs-common";
import { MessageWriter } from "@foxglove/rosmsg-serialization";

const names = [
  "tf2_msgs/TFMessage",
  "geometry_msgs/TransformStamped",
  "std_msgs/Header",
  "geometry_msgs/Transform",
  "geometry_msgs/Vector3",
  "geometry_msgs/Quaternion",
] as const;

/** What ROS 1 records of tf2_msgs/TFMessage beside its bytes. */
export const ros1TransformsText = stringify(names.map((name) => ros1[name]));

const writer = new MessageWriter(parse(ros1TransformsText));

/** A tf2_msgs/TFMessage in ROS 1's bytes. */
export const ros1Transforms = (message: unknown): Uint8Array => writer.writeMessage(message);
