import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeBool, transformsToYaml } from "../../src/messages/index.js";
import { errorOf, run, tinyModel } from "./program.js";
import {
  camera,
  cameraMessages,
  firstStamp,
  task,
  writeRecording,
  writeTask,
} from "./recording.js";

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "task-"));
  path = await writeTask(folder);
});
afterAll(() => rm(folder, { recursive: true }));

/** A camera that looks along the world's x axis. */
const standing = (child: string) => ({
  stamp: 0n,
  parent: "world",
  child,
  position: [0, 0, 1] as const,
  rotation: [-0.5, 0.5, -0.5, 0.5] as const,
});

const at = (name: string): string => join(folder, name);
const check = (file: string, ...flags: readonly string[]) =>
  run(["task", "check", file, "--backend", `onnx:${tinyModel}`, ...flags]);

describe("task check", { timeout: 120_000 }, () => {
  it("says what each frame is asked, for which stage, and what that needs", async () => {
    const { code, out } = await check(path);
    expect(code).toBe(0);
    expect(out).toContain("each frame is asked 1 question:\n");
    expect(out).toContain(
      'distance(gripper,mug): "What is the distance between the gripper and the red mug?"',
    );
    expect(out).toContain("for stage reach; needs a lens\n");
  });

  it("says what is known besides the model", async () => {
    const known = `${task}cameras: { front: { image: /front/image_raw, depth: /front/depth } }
gripper_frame: { frame: tool0, offset: [0 cm, 0 cm, 10 cm] }
known: { mug.height: 95 mm }
`;
    await writeFile(at("known.yaml"), known);
    const { out } = await check(at("known.yaml"));
    expect(out).toContain("  camera front: /front/image_raw, depth on /front/depth\n");
    expect(out).toContain(
      "  gripper: the TF frame tool0, its tool centre point at 0 cm, 0 cm, 10 cm in it\n",
    );
    expect(out).toContain("  known: mug.height 9.5 cm\n");
    expect(JSON.parse((await check(at("known.yaml"), "--json")).out)).toMatchObject({
      cameras: [{ name: "front", image: "/front/image_raw", depth: "/front/depth" }],
      gripperFrame: { frame: "tool0", offset: [0, 0, 0.1] },
      known: [{ name: "mug", thing: "red mug", dimension: "height", metres: 0.095 }],
    });
  });

  it("with a recording says which camera it would use, and whether lens and up are known", async () => {
    const bag = await writeRecording(at("reach.mcap"), await cameraMessages(3));
    const { out } = await check(path, "--bag", bag, "--json");
    expect(JSON.parse(out)).toMatchObject({
      questions: [{ key: "distance(gripper,mug)", needsUp: false, needsLens: true }],
      unknownWords: [],
      recording: { camera, frames: 3, transforms: [], lens: "assumed", up: false, labelled: false },
    });
    expect((await check(path, "--bag", bag)).out).toMatch(
      /lens: unknown, .*60°.*\n.*up direction: unknown, and not needed \(no TF\)/,
    );
    expect((await check(path, "--bag", bag, "--fov", "70")).out).toContain("lens: from --fov");
  });

  it("names answers that may go without an up direction", async () => {
    await writeFile(at("high.yaml"), task.replace(/until: .*/, 'until: "height(mug) > 3 cm"'));
    const bag = await writeRecording(at("high.mcap"), await cameraMessages(2));
    const { out } = await check(at("high.yaml"), "--bag", bag);
    expect(out).toContain("height(mug) may go unanswered; --pitch tells it");
    expect((await check(at("high.yaml"), "--bag", bag, "--pitch", "30")).out).toContain(
      "up direction: known",
    );
    await writeFile(at("static.yaml"), transformsToYaml([standing("camera_optical")]));
    expect(
      (await check(at("high.yaml"), "--bag", bag, "--static-tf", at("static.yaml"))).out,
    ).toContain("up direction: known");
  });

  it("says whether the recording has the task's signal, and ends as labelling would without it", async () => {
    await writeFile(at("signal.yaml"), `${task}signal: /gripper/holding\n`);
    const messages = await cameraMessages(2);
    const none = await writeRecording(at("none-holds.mcap"), messages);
    const ended = await check(at("signal.yaml"), "--bag", none);
    expect(ended).toMatchObject({ code: 1, out: expect.stringContaining("distance(gripper,mug)") });
    expect(errorOf(ended)).toMatchObject({
      code: "task.signal",
      message: expect.stringContaining("has no topic /gripper/holding"),
    });
    const holding = { topic: "/gripper/holding", logTime: firstStamp, data: encodeBool(true) };
    const bag = await writeRecording(at("holds.mcap"), [...messages, holding]);
    const { code, out } = await check(at("signal.yaml"), "--bag", bag);
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining("  signal: /gripper/holding is recorded\n"),
    });
  });

  it("tells all unknown words and ends with 2, and all else that is asked", async () => {
    await writeFile(
      at("words.yaml"),
      task.replaceAll("red mug", "red flurb").replace("gripper: gripper", "gripper: grippre"),
    );
    const ended = await check(at("words.yaml"), "--json");
    expect(ended.code).toBe(2);
    expect(errorOf(ended).code).toBe("task.vocabulary");
    expect(JSON.parse(ended.out)).toMatchObject({
      unknownWords: [
        { word: "grippre", phrase: "grippre", nearest: "gripper" },
        { word: "flurb", phrase: "red flurb" },
      ],
    });
  });

  it("tells of a recording that can't be used after all else", async () => {
    const ended = await check(path, "--bag", at("none.mcap"));
    expect(ended).toMatchObject({ code: 1, out: expect.stringContaining("distance(gripper,mug)") });
    expect(errorOf(ended).code).toBe("bag.missing");
  });
});
