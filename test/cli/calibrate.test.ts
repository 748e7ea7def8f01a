import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recorded } from "../calibrate/robot.js";
import { errorOf, run, tinyModel } from "./program.js";
import { writeTask } from "./recording.js";

let folder: string;
let bag: string;
let task: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "calibrate-cli-"));
  bag = await recorded(join(folder, "run.mcap"));
  task = await writeTask(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const calibrate = (...flags: readonly string[]) =>
  run(["calibrate", bag, "--backend", `onnx:${tinyModel}`, ...flags]);

describe("calibrate", () => {
  it("needs a task, and a frame for the gripper", async () => {
    expect(errorOf(await calibrate())).toMatchObject({ code: "usage.flag" });
    const ended = await calibrate("--task", task);
    expect(ended.code).toBe(2);
    expect(errorOf(ended).message).toMatch(/--gripper-frame FRAME says so, or gripper_frame/);
  }, 60_000);

  it("refuses what a model points at that doesn't know the gripper, and writes nothing", async () => {
    const out = join(folder, "out");
    const ended = await calibrate("--task", task, "--gripper-frame", "tool0", "-o", out);
    expect(ended.code).toBe(1);
    expect(errorOf(ended).code).toMatch(/^calibrate\./);
    await expect(readFile(join(out, "static_tf.yaml"))).rejects.toThrow();
  }, 60_000);
});

describe("label --static-tf", () => {
  it("names a file that can't be read, and what one must be", async () => {
    const label = (file: string) =>
      run(["label", bag, "--task", task, "-o", join(folder, "l"), "--static-tf", file]);
    expect(errorOf(await label(join(folder, "none.yaml")))).toMatchObject({
      code: "usage.argument",
    });
    const wrong = join(folder, "wrong.yaml");
    await writeFile(wrong, "task: pick\n");
    expect(errorOf(await label(wrong)).message).toMatch(/must be a tf2_msgs\/TFMessage in YAML/);
  }, 60_000);
});
