import { describe, expect, it } from "vitest";
import type { Peer } from "./peer.js";
import { ros2, until, whyNoRos } from "./processes.js";
import { newest, plugIn, scene, showUntil } from "./scene.js";

const node = "/spatial_reward";

const change = (peer: Peer, id: number, label = "") =>
  peer.call(`${node}/change_state`, "lifecycle_msgs/srv/ChangeState", {
    transition: { id, label },
  });

const state = async (peer: Peer): Promise<unknown> => {
  const { current_state } = await peer.call(`${node}/get_state`, "lifecycle_msgs/srv/GetState");
  return (current_state as { label: string }).label;
};

const [configure, cleanup, activate, deactivate] = [1, 2, 3, 4];

describe.skipIf(whyNoRos())("the lifecycle", () => {
  it("runs from unconfigured to active and back, again and again, as ros2 lifecycle asks", async () => {
    const { peer } = await scene({ parameters: { autostart: false } });
    expect(await state(peer)).toBe("unconfigured");
    const set = (name: string) => ros2("lifecycle", "set", node, name);
    for (let round = 0; round < 2; round++) {
      for (const name of ["configure", "activate"]) expect(set(name)).toContain("successful");
      await plugIn(peer);
      const before = peer.messages("/spatial_reward/reward").length;
      await showUntil(
        peer,
        "a reward",
        () => peer.messages("/spatial_reward/reward").length > before,
      );
      for (const name of ["deactivate", "cleanup"]) expect(set(name)).toContain("successful");
      await until("a free camera", async () => (await peer.subscribers("/camera/image_raw")) === 0);
    }
    expect(ros2("lifecycle", "nodes")).toContain(node);
    expect(ros2("lifecycle", "list", node)).toContain("configure [1]");
  });

  it("refuses what is not possible now, by number and by name, known or not; the node stays", async () => {
    const { peer, node: running } = await scene({ parameters: { autostart: false } });
    for (const id of [cleanup, activate, deactivate, 10, 30, 77, 255])
      expect(await change(peer, id ?? 0)).toEqual({ success: false });
    expect(await change(peer, 0, "activate")).toEqual({ success: false });
    expect(await change(peer, 0, "fly")).toEqual({ success: false });
    expect(await state(peer)).toBe("unconfigured");
    expect(running.child.exitCode).toBeNull();
  });

  it("refuses a second transition while the first one takes its time", async () => {
    const { peer } = await scene({ parameters: { autostart: false } });
    const first = change(peer, configure ?? 0);
    const second = change(peer, configure ?? 0);
    expect(await Promise.all([first, second])).toEqual([{ success: true }, { success: false }]);
  });

  it("stays unconfigured when the model can't be loaded, says why, and can be mended", async () => {
    const { peer } = await scene({ parameters: { backend: "onnx:/nowhere" } });
    peer.subscribe("/diagnostics", { type: "diagnostic_msgs/msg/DiagnosticArray" });
    await until("the reason", () =>
      JSON.stringify(newest(peer, "/diagnostics") ?? "").includes("configure failed: /nowhere"),
    );
    expect(await state(peer)).toBe("unconfigured");
    expect(ros2("param", "set", node, "backend", "nano")).toContain("successful");
    expect(await change(peer, configure ?? 0)).toEqual({ success: true });
    expect(await change(peer, activate ?? 0)).toEqual({ success: true });
  });

  it("announces its transitions", async () => {
    const { peer } = await scene({ parameters: { autostart: false } });
    const topic = `${node}/transition_event`;
    peer.subscribe(topic, { type: "lifecycle_msgs/msg/TransitionEvent" });
    await until("a listener", async () => (await peer.subscribers(topic)) > 0);
    await change(peer, configure ?? 0);
    await until("both events", () => peer.messages(topic).length === 2);
    const goals = peer.messages(topic).map(({ goal_state }) => goal_state);
    expect(goals).toEqual([
      { id: 10, label: "configuring" },
      { id: 2, label: "inactive" },
    ]);
  });
});
