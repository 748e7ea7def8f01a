import { describe, expect, it } from "vitest";
import { transformsFromYaml, transformsToYaml } from "../../src/messages/index.js";

const link = {
  stamp: 0n,
  parent: "base_link",
  child: "camera_link",
  position: [0.5, -0.25, 1.125],
  rotation: [0.5, -0.5, 0.5, 0.5],
} as const;

/** As `ros2 topic echo --once /tf_static` prints it. */
const echoed = `transforms:
- header:
    stamp:
      sec: 1700000000
      nanosec: 5
    frame_id: base_link
  child_frame_id: camera_link
  transform:
    translation:
      x: 0.5
      y: -0.25
      z: 1.125
    rotation:
      x: 0.5
      y: -0.5
      z: 0.5
      w: 0.5
---
`;

describe("transforms in a file", () => {
  it("are read as they were written", () => {
    const text = transformsToYaml([link, { ...link, child: "side" }], ["about it"]);
    expect(text).toMatch(/^# about it\ntransforms:\n/);
    expect(transformsFromYaml(text, "tf.yaml")).toEqual([link, { ...link, child: "side" }]);
  });

  it("are read as ROS prints them, without their stamps", () => {
    expect(transformsFromYaml(echoed, "tf.yaml")).toEqual([link]);
  });

  it.each([
    ["nothing", "", "holds no transforms"],
    ["another document", "task: pick\n", "must be a tf2_msgs/TFMessage in YAML"],
    ["broken YAML", "transforms: [", "must be a tf2_msgs/TFMessage in YAML"],
  ])("refuses %s", (_, text, expected) => {
    expect(() => transformsFromYaml(text, "tf.yaml")).toThrow(expected);
  });
});
