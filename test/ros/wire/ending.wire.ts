import { describe, expect, it } from "vitest";
import { startLive } from "./live.js";
import { whyNoRos } from "./processes.js";
import { newest, plugIn, scene, showUntil } from "./scene.js";

describe.skipIf(whyNoRos())("the end", () => {
  it.each(["SIGINT", "SIGTERM"] as const)(
    "comes within 2 s of %s, with exit code 0, from the middle of work",
    async (signal) => {
      const { node, peer } = await scene();
      await plugIn(peer);
      await showUntil(peer, "a reward", () => newest(peer));
      const asked = Date.now();
      node.child.kill(signal);
      expect(await node.ended).toBe(0);
      expect(Date.now() - asked).toBeLessThan(2000);
    },
  );

  it("comes at once where ROS is not sourced, with what to do", async () => {
    const node = startLive({ env: { ROS_DISTRO: "" } });
    expect(await node.ended).toBe(1);
    expect(node.output()).toContain("error[ros.not-sourced]: ROS_DISTRO is not set");
  });
});
