import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { parametersYaml } from "../../../src/ros/index.js";
import { startLive } from "./live.js";
import type { Peer } from "./peer.js";
import { ros2, until, whyNoRos } from "./processes.js";
import { newest, scene } from "./scene.js";

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
    ["any namespace", "/**/spatial_reward", ["-r", "__ns:=/a/b"], "/a/b/spatial_reward"],
    ["one namespace", "/*/spatial_reward", ["-r", "__ns:=/a"], "/a/spatial_reward"],
    ["nested keys", "robot:\n spatial_reward", ["-r", "__ns:=/robot"], "/robot/spatial_reward"],
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

  it("of the last of several files count, and those for the root's node don't in a namespace", async () => {
    const files = [
      '/**:\n  ros__parameters:\n    fov: 1.0\n    cameras: ["/a"]\n    use_sim_time: true\n',
      "/**:\n  ros__parameters:\n    fov: 2.0\n",
      "spatial_reward:\n  ros__parameters:\n    fov: 3.0\n    use_sim_time: false\n",
    ].flatMap((text) => ["--params-file", fileWith(text)]);
    const { peer } = await scene({ rest: [...files, "-r", "__ns:=/robot"] });
    expect(await get(peer, "/robot/spatial_reward", "fov", "cameras", "use_sim_time")).toEqual([
      2,
      ["/a"],
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

  it("are changed at run time, or refused with a sentence", async () => {
    await scene();
    const set = (name: string, value: string) =>
      ros2("param", "set", "/spatial_reward", name, value);
    expect(set("stale_after", "3.5")).toContain("successful");
    expect(set("fov", "60")).toContain("successful");
    expect(ros2("param", "get", "/spatial_reward", "fov")).toContain("Double value is: 60.0");
    expect(set("stale_after", "-1.0")).toContain("stale_after: must be from 0.1 to 600; got -1");
    expect(set("timeout", "soon")).toContain("timeout: must be a double; got soon");
    expect(set("backend", "onnx:x")).toContain("deactivate and clean up the node first");
    expect(set("task", "/nowhere.yaml")).toContain("can't read the task");
    expect(set("autostart", "false")).toContain(
      "autostart: can't change while the node runs; set it when the node is started",
    );
    expect(set("fow", "60")).toContain('"fow" is no parameter of this node; there are task, ');
    expect(ros2("param", "delete", "/spatial_reward", "fov")).toContain(
      "fov: can't be deleted; set it to another value",
    );
    expect(ros2("param", "describe", "/spatial_reward", "fov")).toMatch(/Max value: 179/);
  });

  it("tell of their changes at the root, whatever the node's namespace", async () => {
    const { peer } = await scene({ remap: { __ns: "/robot" } }, "/robot/spatial_reward/reward");
    peer.subscribe("/parameter_events", { type: "rcl_interfaces/msg/ParameterEvent" });
    const event = await until("an event", () => {
      ros2("param", "set", "/robot/spatial_reward", "fov", "62.0");
      return newest(peer, "/parameter_events");
    });
    expect(event).toMatchObject({
      node: "/robot/spatial_reward",
      changed_parameters: [{ name: "fov", value: { double_value: 62 } }],
    });
  });

  it("that are dumped load back", async () => {
    const first = await scene({ rest: ["-p", "fov:=61"] });
    await until("the cameras of the task", async () => {
      const [cameras] = (await get(first.peer, "/spatial_reward", "cameras")) as string[][];
      return cameras?.[0] !== "";
    });
    const dumped = ros2("param", "dump", "/spatial_reward");
    expect(dumped).toContain("fov: 61.0");
    expect(dumped).toMatch(/cameras:\n\s*- \/camera\/image_raw/);
    first.node.child.kill("SIGINT");
    await first.node.ended;
    const { peer } = await scene({ rest: ["--params-file", fileWith(dumped)] });
    expect(await get(peer, "/spatial_reward", "fov", "pitch", "cameras")).toEqual([
      61,
      "nan",
      ["/camera/image_raw"],
    ]);
  });
});
