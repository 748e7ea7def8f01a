import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { pickBag, pickTask } from "./example.js";
import { type Process, ros2, run, until, whyNoRos } from "./processes.js";
import { interrupted, withTheTest } from "./programs.js";

const launch = (file: string, ...args: readonly string[]): Process =>
  withTheTest(run("ros2", ["launch", "spatial_reward", file, ...args]));

const active = (name: string): boolean => {
  try {
    return ros2("lifecycle", "get", name).startsWith("active");
  } catch {
    return false; // not there yet
  }
};

describe.skipIf(whyNoRos())("launch files", () => {
  it.each(["live.launch.py", "sim.launch.py", "label.launch.py"])(
    "%s describes each argument",
    (file) => {
      const shown = ros2("launch", "spatial_reward", file, "--show-args");
      const names = [...shown.matchAll(/^ {4}'(\w+)':\n {8}(.*)$/gm)];
      expect(names.length).toBeGreaterThan(2);
      for (const [, name, description] of names) {
        expect(description?.length, name).toBeGreaterThan(10);
      }
    },
  );

  it("live.launch.py: what is given counts, the file for the rest", {}, async () => {
    const node = launch(
      "live.launch.py",
      `task:=${pickTask}`,
      "namespace:=robot",
      "camera:=/wrist/image",
    );
    await until("the node", () => active("/robot/spatial_reward"), 120);
    const value = (name: string): string =>
      ros2("param", "get", "/robot/spatial_reward", name).trim();
    expect(value("task")).toBe(`String value is: ${pickTask}`);
    expect(value("cameras")).toBe("String values are: ['/wrist/image']");
    expect(value("timeout")).toBe("Double value is: 5.0");
    await interrupted(node);
    expect(node.output()).toMatch(/process has finished cleanly/);
  });

  it("label.launch.py labels a recording", async () => {
    const folder = mkdtempSync(join(tmpdir(), "launch-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const job = launch(
      "label.launch.py",
      `bag:=${pickBag}`,
      `task:=${pickTask}`,
      `output:=${folder}`,
    );
    expect(await job.ended, job.output()).toBe(0);
    expect(job.output()).toMatch(/55 of 80|80 frames|pick/);
    expect(job.output()).toMatch(/process has finished cleanly/);
  });
});
