import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { pickBag, pickTask } from "./example.js";
import { startLive } from "./live.js";
import { type Process, root, run, until, whyNoRos } from "./processes.js";
import { cli, interrupted, whyNoPython, withTheTest } from "./programs.js";

const policies = resolve(root, "examples/policies");

/** The node with an example played to it, over and over. */
const rewarded = (): Process => {
  const node = startLive({ parameters: { task: pickTask, auto_reset: true } });
  cli("play", pickBag, "--loop", "--delay", "5");
  return node;
};

describe.skipIf(whyNoRos())("a learner", () => {
  it("in TypeScript adds up an episode's rewards", async () => {
    execFileSync(resolve(root, "node_modules/.bin/tsc"), ["-p", policies]);
    const learner = withTheTest(
      run(process.execPath, [resolve(root, "dist/examples/policies/follow-reward.js")]),
    );
    rewarded();
    await until(
      "rewards",
      () => /stage reach, reward -?\d.*worth so far/.test(learner.output()),
      60,
    );
    expect(await interrupted(learner)).toBe(0);
  });

  const noFilters = whyNoPython("message_filters");
  it.skipIf(noFilters)(
    `in Python pairs images with rewards${noFilters ? ` (skipped: ${noFilters})` : ""}`,
    async () => {
      const learner = withTheTest(run("python3", ["-u", resolve(policies, "follow_reward.py")]));
      rewarded();
      await until("pairs", () => /\d+ bytes, stage reach.*worth so far/.test(learner.output()), 60);
      await interrupted(learner);
      expect(learner.output()).toMatch(/stopped/);
    },
  );

  const noGymnasium = whyNoPython("gymnasium");
  it.skipIf(noGymnasium)(
    `in Gymnasium gets the reward with each step${noGymnasium ? ` (skipped: ${noGymnasium})` : ""}`,
    async () => {
      const node = rewarded();
      await until("an active node", () => node.output().includes(" is active"), 60);
      const script = resolve(root, "test/ros/wire/wrapped_env.py");
      const learner = withTheTest(
        run("python3", ["-u", script], {
          PYTHONPATH: `${policies}:${process.env.PYTHONPATH ?? ""}`,
        }),
      );
      expect(await learner.ended, learner.output()).toBe(0);
      const steps = learner
        .output()
        .split("\n")
        .filter((line) => line.startsWith("{"))
        .map((line) => JSON.parse(line));
      expect(steps).toHaveLength(20);
      expect(steps.filter(({ frames }) => frames > 0).length).toBeGreaterThan(5);
      for (const { reward, discount } of steps) {
        expect(Math.abs(reward)).toBeLessThan(3);
        expect(discount).toBeLessThanOrEqual(1);
      }
    },
  );
});
