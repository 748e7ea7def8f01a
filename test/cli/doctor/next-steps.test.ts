import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Check, fail, ok, warn } from "../../../src/cli/doctor/check.js";
import { nextSteps } from "../../../src/cli/doctor/next-steps.js";

const commands = (checks: readonly Check[], examples?: string): readonly string[] =>
  nextSteps(checks, examples).map(({ command }) => command);

const ros = [ok("ROS 2", "jazzy"), ok("rclnodejs", "installed"), ok("ROS interfaces", "built")];

describe("what the doctor says to do next", () => {
  it("is to look again, while something fails", () => {
    expect(nextSteps([ok("Node", "20.20.2"), fail("memory", "none", "buy some")])).toEqual([
      { what: "mend what fails (memory), and look again", command: "spatial-reward doctor" },
    ]);
  });

  it("is a task file of one's own, or the example, whose files are there", () => {
    const [init, label] = commands([ok("Node", "20.20.2"), warn("ROS 2", "not sourced", "…")]);
    expect(init).toBe("spatial-reward init RECORDING");
    const [, bag = "", task = ""] = /label (\S+) --task (\S+) -o out$/.exec(label ?? "") ?? [];
    expect([bag, task].map((path) => existsSync(path))).toEqual([true, true]);
  });

  it("quotes a folder with a space in it", () => {
    expect(commands([], "/my files/")[1]).toContain('label "/my files/pick.mcap" --task');
  });

  it("is also the node, where all that it needs is there", () => {
    expect(commands(ros)[2]).toMatch(/^ros2 run spatial_reward bridge/);
    for (const { name } of ros)
      expect(
        commands(ros.map((each) => (each.name === name ? warn(name, "", "") : each))),
      ).toHaveLength(2);
  });
});
