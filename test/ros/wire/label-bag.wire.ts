import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { pickBag, pickTask } from "./example.js";
import { run, until, whyNoRos } from "./processes.js";
import { scene } from "./scene.js";

const send = (goal: object) =>
  run(
    "ros2",
    [
      "action",
      "send_goal",
      "--feedback",
      "/spatial_reward/label_bag",
      "spatial_reward/action/LabelBag",
      JSON.stringify(goal),
    ],
    { PYTHONUNBUFFERED: "1" },
  );

const output = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "label-bag-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};

describe.skipIf(whyNoRos())("~/label_bag", () => {
  it("labels a recording with the node's model and task, and tells how far it is", async () => {
    await scene();
    const folder = output();
    const goal = send({ bags: [pickBag], task: "", output: folder });
    expect(await goal.ended).toBe(0);
    expect(goal.output()).toMatch(/bag: pick\n\s*done: \d+\n\s*total: 80/);
    expect(goal.output()).toMatch(/labelled: [1-9]\d*\n\s*error_code: 0/);
    expect(goal.output()).toContain("SUCCEEDED");
    expect(existsSync(join(folder, "pick/report.html"))).toBe(true);
  });

  it("ends with what went wrong", async () => {
    await scene();
    const goal = send({ bags: ["/nowhere.mcap"], task: pickTask, output: output() });
    await goal.ended;
    expect(goal.output()).toContain("ABORTED");
    expect(goal.output()).toMatch(/error_code: 401\n\s*error_msg: .*nowhere/);
  });

  it("stops when it is cancelled, and the node takes the next goal", async () => {
    const { node } = await scene();
    const folder = output();
    const goal = send({ bags: [pickBag], task: "", output: folder });
    await until("feedback", () => goal.output().includes("Feedback"));
    goal.child.kill("SIGINT");
    await goal.ended;
    expect(goal.output()).toMatch(/Cancel/);
    expect(existsSync(join(folder, "pick/report.html"))).toBe(false);
    const next = send({ bags: [pickBag], task: "", output: folder });
    expect(await next.ended).toBe(0);
    expect(next.output()).toContain("SUCCEEDED");
    expect(node.child.exitCode).toBeNull();
  });
});
