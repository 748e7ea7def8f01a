import { parse } from "@foxglove/rosmsg";
import { MessageWriter as Ros1Writer } from "@foxglove/rosmsg-serialization";
import { MessageWriter as Ros2Writer } from "@foxglove/rosmsg2-serialization";

const line = "=".repeat(80);

/** foxglove_msgs of ROS 2; those of ROS 1 differ in their times and in the matrices' names. */
const bodies: Readonly<Record<string, string>> = {
  CompressedImage:
    "builtin_interfaces/Time timestamp\nstring frame_id\nuint8[] data\nstring format\n",
  CompressedVideo:
    "builtin_interfaces/Time timestamp\nstring frame_id\nuint8[] data\nstring format\n",
  RawImage:
    "builtin_interfaces/Time timestamp\nstring frame_id\nuint32 width\nuint32 height\nstring encoding\nuint32 step\nuint8[] data\n",
  CameraCalibration:
    "builtin_interfaces/Time timestamp\nstring frame_id\nuint32 width\nuint32 height\nstring distortion_model\nfloat64[] d\nfloat64[9] k\nfloat64[9] r\nfloat64[12] p\n",
  FrameTransform:
    "builtin_interfaces/Time timestamp\nstring parent_frame_id\nstring child_frame_id\ngeometry_msgs/Vector3 translation\ngeometry_msgs/Quaternion rotation\n",
  FrameTransforms: "foxglove_msgs/FrameTransform[] transforms\n",
};

const nested = [
  ["builtin_interfaces/Time", "int32 sec\nuint32 nanosec\n"],
  ["geometry_msgs/Vector3", "float64 x\nfloat64 y\nfloat64 z\n"],
  ["geometry_msgs/Quaternion", "float64 x\nfloat64 y\nfloat64 z\nfloat64 w\n"],
  ["foxglove_msgs/FrameTransform", bodies.FrameTransform ?? ""],
]
  .map(([name, body]) => `${line}\nMSG: ${name}\n${body}`)
  .join("");

const ros2 = (name: string): string => `${bodies[name]}${nested}`;
const ros1 = (name: string): string =>
  ros2(name)
    .replaceAll("builtin_interfaces/Time timestamp", "time timestamp")
    .replace(/ ([dkrp])$/gm, (_, letter: string) => ` ${letter.toUpperCase()}`);

/** A topic of foxglove_msgs as a recording describes it. */
export const rosTopic = (name: string, encoding: "cdr" | "ros1", topic = "/topic") => ({
  topic,
  type: encoding === "cdr" ? `foxglove_msgs/msg/${name}` : `foxglove_msgs/${name}`,
  messageEncoding: encoding,
  schemaEncoding: encoding === "cdr" ? "ros2msg" : "ros1msg",
  definition: encoding === "cdr" ? ros2(name) : ros1(name),
});

/** A message of such a topic. */
export const rosMessage = (name: string, encoding: "cdr" | "ros1", message: object): Uint8Array =>
  encoding === "cdr"
    ? new Ros2Writer(parse(ros2(name), { ros2: true })).writeMessage(message)
    : new Ros1Writer(parse(ros1(name), { ros2: false })).writeMessage(message);
