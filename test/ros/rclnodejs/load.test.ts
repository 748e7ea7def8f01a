import { expect, it } from "vitest";
import { loadRclnodejs } from "../../../src/ros/rclnodejs/load.js";

it.each([
  ["ROS_DISTRO", { AMENT_PREFIX_PATH: "/opt/ros/jazzy" }],
  ["AMENT_PREFIX_PATH", { ROS_DISTRO: "jazzy" }],
  ["AMENT_PREFIX_PATH", { ROS_DISTRO: "jazzy", AMENT_PREFIX_PATH: "" }],
])("rclnodejs is not touched while %s is not set", async (variable, env) => {
  await expect(loadRclnodejs(env)).rejects.toMatchObject({
    code: "ros.not-sourced",
    message: expect.stringContaining(`${variable} is not set: source ROS 2 first`),
  });
});
