import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { parametersYaml } from "../../../src/ros/index.js";
import { startLive } from "./live.js";
import type { Peer } from "./peer.js";
import { ros2, whyNoRos } from "./processes.js";
import { scene } from "./scene.js";

const fileWith = (text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), "parameters-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, "params.yaml");
  writeFileSync(path, text);
  return path;
};

const get = async (peer: Peer, node: string, ...names: string[]): Promise<unknown> => {
  const { values } = await peer.call(`${node}/get_parameters`, "rcl_interfaces/srv/GetParameters", {
    names,
  });
  return (values as Record<string, unknown>[]).map(
    ({ type, double_value, string_array_value, bool_value }) =>
      type === 3 ? double_value : type === 9 ? string_array_value : bool_value,
  );
};

describe.skipIf(whyNoRos())("parameters", () => {
  it.each([
    ["any node", "/**", [], "/spatial_reward"],
    ["its name", "spatial_reward", [], "/spatial_reward"],
    ["its full name", "/robot/spatial_reward", ["-r", "__ns:=/robot"], "/robot/spatial_reward"],
  ])("come from a file that is for %s", async (_, key, rest, node) => {
    const path = fileWith(
      `${key}:\n  ros__parameters:\n    fov: 71.5\n    cameras: ["/a", "/b"]\n    auto_reset: true\n`,
    );
    const { peer } = await scene({ rest: ["--params-file", path, ...rest] });
    expect(await get(peer, node, "fov", "cameras", "auto_reset")).toEqual([
      71.5,
      ["/a", "/b"],
      true,
    ]);
  });

  it("of config/params.yaml are read as they are", async () => {
    const { peer } = await scene({ rest: ["--params-file", fileWith(parametersYaml())] });
    expect(await get(peer, "/spatial_reward", "pitch", "timeout", "cameras")).toEqual([
      "nan",
      5,
      [""],
    ]);
  });

  it("may be whole numbers where doubles are wanted", async () => {
    const { peer } = await scene({ rest: ["-p", "fov:=60"] });
    expect(await get(peer, "/spatial_reward", "fov")).toEqual([60]);
  });

  it("that are wrong end the start with what is allowed", async () => {
    const node = startLive({ parameters: { transport: "pigeon" } });
    expect(await node.ended).toBe(2);
    expect(node.output()).toContain(
      'error[ros.parameters]: transport: must be one of auto, raw, compressed; got "pigeon"',
    );
  });

  it("are changed at run time, or refused with a reason", async () => {
    await scene();
    const set = (name: string, value: string) =>
      ros2("param", "set", "/spatial_reward", name, value);
    expect(set("stale_after", "3.5")).toContain("successful");
    expect(set("stale_after", "-1.0")).toContain("stale_after: must be from 0.1 to 600; got -1");
    expect(set("backend", "onnx:x")).toContain("deactivate and clean up the node first");
    expect(set("task", "/nowhere.yaml")).toContain("can't read the task");
    expect(set("autostart", "false")).toContain("failed");
    expect(ros2("param", "describe", "/spatial_reward", "fov")).toMatch(/Max value: 179/);
  });
});
