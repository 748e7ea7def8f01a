import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { namedParameters } from "../../src/ros/named-parameters.js";

const file = async (text: string): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "parameters-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "params.yaml");
  await writeFile(path, text);
  return path;
};

const from = (...paths: string[]) =>
  Object.fromEntries(
    namedParameters(
      ["--ros-args", ...paths.flatMap((path) => ["--params-file", path])],
      "/robot/spatial_reward",
    ),
  );

it("a file's parameters for the node's full name are read, nested names joined by points", async () => {
  const path = await file(`
/robot/spatial_reward:
  ros__parameters:
    fov: 70.0
    cameras: [/a, /b]
    qos_overrides: { /a: { subscription: { reliability: reliable } } }
/robot/other:
  ros__parameters: { fov: 1.0 }
`);
  expect(from(path)).toEqual({
    fov: 70,
    cameras: ["/a", "/b"],
    "qos_overrides./a.subscription.reliability": "reliable",
  });
});

it("a later file counts before an earlier one", async () => {
  const first = await file(
    "/robot/spatial_reward: { ros__parameters: { fov: 1.0, timeout: 2.0 } }",
  );
  const second = await file("/robot/spatial_reward: { ros__parameters: { fov: 3.0 } }");
  expect(from(first, second)).toEqual({ fov: 3, timeout: 2 });
});

it("files for other nodes, and none at all, say nothing", async () => {
  expect(from(await file("/**: { ros__parameters: { fov: 1.0 } }"))).toEqual({});
  expect(from()).toEqual({});
});

it("a file that can't be read is an error that names it", async () => {
  expect(() => from("/nowhere.yaml")).toThrow(/parameter file "\/nowhere.yaml"/);
  expect(() => from("/nowhere.yaml")).toThrow(expect.objectContaining({ code: "ros.parameters" }));
});
