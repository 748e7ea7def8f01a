import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { root, whyNoRos } from "./processes.js";

describe.skipIf(whyNoRos())("what rclpy reads from parameter files", () => {
  it("is still what the table says that ours are compared with", () => {
    const script = resolve(root, "test/ros/given/rclpy_parameters.py");
    const fresh = execFileSync("python3", [script], { encoding: "utf8" });
    const table = readFileSync(resolve(root, "test/fixtures/ros-parameters/rclpy.json"), "utf8");
    expect(JSON.parse(fresh)).toEqual(JSON.parse(table));
  });
});
