import { type StampedTransform, transformsToYaml } from "../messages/index.js";
import type { Calibration } from "./calibrate.js";

/** Tenths of a millimetre, and as much of a turn. */
const rounded = (value: number): string => String(Number(value.toFixed(6)));

const names = ["x", "y", "z"] as const;

const argumentsOf = ({ parent, child, position, rotation }: StampedTransform): string =>
  [
    ...names.map((name, i) => `--${name} ${rounded(position[i] ?? 0)}`),
    ...[...names, "w"].map((name, i) => `--q${name} ${rounded(rotation[i] ?? 0)}`),
    `--frame-id ${parent}`,
    `--child-frame-id ${child}`,
  ].join(" ");

/** What tells a running ROS 2. */
export const publisherCommand = (link: StampedTransform): string =>
  `ros2 run tf2_ros static_transform_publisher ${argumentsOf(link)}`;

/** The same for `ros2 launch`. */
export const launchFile = (link: StampedTransform): string => `<launch>
  <node pkg="tf2_ros" exec="static_transform_publisher" name="camera_calibration" args="${argumentsOf(link)}"/>
</launch>
`;

/** What `label --static-tf` takes. */
export const transformFile = ({ link, camera, estimate }: Calibration): string =>
  transformsToYaml(
    [link],
    [
      `The place of ${camera} by the gripper: "${link.child}" in "${link.parent}".`,
      `Standard deviations: ${(100 * estimate.positionStddev).toFixed(1)} cm, ${((180 / Math.PI) * estimate.rotationStddev).toFixed(2)}°.`,
      "spatial-reward label --static-tf FILE takes it; so does a running ROS 2:",
      publisherCommand(link),
    ],
  );
