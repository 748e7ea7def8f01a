import { describe, expect, it } from "vitest";
import { splitRosArguments } from "../../src/cli/ros-arguments.js";

describe("a command line that ROS added to", () => {
  it.each([
    ["play bag --loop", "play bag --loop", ""],
    ["play bag --ros-args -r /a:=/b", "play bag", "--ros-args -r /a:=/b"],
    ["truth --ros-args -r a:=b -- --gripper hand", "truth --gripper hand", "--ros-args -r a:=b"],
    [
      "play --ros-args -p x:=1 -- bag --ros-args -r c:=d",
      "play bag",
      "--ros-args -p x:=1 --ros-args -r c:=d",
    ],
  ])("%s", (line, own, ros) => {
    const split = splitRosArguments(line.split(" "));
    expect([split.own.join(" "), split.ros.join(" ")]).toEqual([own, ros]);
  });
});
