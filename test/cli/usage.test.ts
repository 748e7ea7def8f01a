import { describe, expect, it } from "vitest";
import { errorOf, run, tinyModel } from "./program.js";
import { sceneImage } from "./recording.js";

describe("the command line", { timeout: 120_000 }, () => {
  it.each([
    [["label", "--tsk", "t.yaml"], "usage.flag", "--task"],
    [["label", "bag", "-o", "x"], "usage.flag", "--task"],
    [["lable"], "usage.argument", "label"],
    [["label"], "usage.argument", "bag"],
    [["eval"], "usage.argument", "--live"],
    [["eval", "--live", "soon"], "usage.argument", "must be a number"],
    [["play"], "usage.argument", "bag"],
    [["play", "bag", "--rate", "0"], "usage.argument", "--rate: must be above 0"],
    [["label", "bag", "--rate", "fast"], "usage.argument", "must be a number"],
    [["label", "bag", "--jobs", "1.5"], "usage.argument", "whole number"],
    [["label", "bag", "--precision", "int9"], "usage.argument", "int8"],
    [["label", "bag", "--from-facts", "--rate", "5"], "usage.flag", "--rate"],
    [["ask", "picture.jpg", "How far?", "--fov", "180"], "usage.argument", "below 180 degrees"],
    [["label", "bag", "--pitch", "1000"], "usage.argument", "between -90 and 90 degrees"],
    [["label", "bag", "--rate", "1e99"], "usage.argument", "at most 1000 Hz; got 1e99"],
    [["lable", "--help"], "usage.argument", "Did you mean label?"],
    [["help", "lable"], "usage.argument", "Did you mean label?"],
    [["model", "chekc", "--help"], "usage.argument", "Did you mean check?"],
    [["zzzzzz", "-h"], "usage.argument", "--help lists those there are"],
    [["export", "folder", "-o", "x"], "usage.flag", "--format"],
    [
      ["export", "folder", "--format", "hdf6"],
      "export.format",
      "one of hil-serl, jsonl, lerobot, lerobot-sidecar, maniskill, rlds, robomimic",
    ],
    [["export", "folder", "--format", "lerobot", "-o", "x"], "usage.flag", "--action TOPIC"],
    [["label", "bag", "--task", "t", "-o", "x", "--eksport", "jsonl"], "usage.flag", "--export"],
    [["live", "--foxglove", "robot:8765"], "usage.argument", "such as ws://robot:8765"],
    [["live", "--foxglove", "ws://robot:8765"], "usage.flag", "--task FILE is needed"],
    [["live", "--task", "pick.yaml"], "usage.flag", "--ros-args -p task:=FILE"],
    [
      ["live", "--foxglove", "ws://robot:8765", "--ros-args", "-p", "task:=x"],
      "usage.flag",
      "--ros-args is for the ROS 2 node",
    ],
  ])("refuses %j, and says what would do", async (args, code, hint) => {
    const ended = await run(args);
    expect(ended.code).toBe(2);
    expect(errorOf(ended)).toMatchObject({ code, message: expect.stringContaining(hint) });
    expect(ended.out).toBe("");
  });

  it.each([
    "label",
    "live",
    "ask",
    "vqa",
    "eval",
    "export",
    "export check",
    "task check",
    "calibrate",
    "play",
    "truth",
    "doctor",
  ])("%s --help shows examples", async (verb) => {
    const { code, out } = await run([...verb.split(" "), "--help"]);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`Examples:\\n {2}# .+\\n {2}\\$ spatial-reward ${verb}`));
  });

  it("without a verb shows the help, as an error", async () => {
    expect(await run([])).toMatchObject({ code: 2, err: expect.stringContaining("Usage:") });
  });
});

describe("ask", { timeout: 120_000 }, () => {
  const question = "How far is the gripper from the red mug?";
  const backend = ["--backend", `onnx:${tinyModel}`];

  it("prints the answer, its deviation and the time", async () => {
    const { code, out } = await run(["ask", sceneImage, question, ...backend]);
    expect(code).toBe(0);
    expect(out).toMatch(/^How far .+\n {2}[\d.]+ cm ± [\d.]+ cm\n/);
    expect(out).toMatch(/\d+ ms\n$/);
  });

  it("says which words the model lacks, and answers the rest", async () => {
    const unknown = "How far is the gripper from the purple flurb?";
    const { code, out } = await run(["ask", sceneImage, unknown, question, ...backend]);
    expect(code).toBe(0);
    expect(out).toMatch(/no answer: .*flurb/);
    expect(out).toMatch(/[\d.]+ cm ± /);
  });

  it("--json answers each question in order", async () => {
    const other = "What is the meaning of life?";
    const ended = await run([
      "ask",
      sceneImage,
      question,
      other,
      ...backend,
      "--fov",
      "70",
      "--json",
    ]);
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.out)).toMatchObject({
      image: sceneImage,
      intrinsicsSource: "fov",
      milliseconds: expect.any(Number),
      answers: [
        { question, kind: "length", metres: expect.any(Number), stddev: expect.any(Number) },
        { question: other, kind: "unreadable" },
      ],
    });
  });

  it("refuses an image that isn't there", async () => {
    const ended = await run(["ask", "no-such.jpg", question, ...backend]);
    expect(ended.code).toBe(1);
    expect(errorOf(ended).code).toBe("image.missing");
  });

  it("refuses a file that is no image", async () => {
    const ended = await run(["ask", import.meta.filename, question, ...backend]);
    expect(ended.code).toBe(1);
    expect(errorOf(ended).code).toMatch(/^image\./);
  });
});

describe("doctor", { timeout: 120_000 }, () => {
  it("is content with a model that answers, and says that ROS is not sourced", async () => {
    const { code, out } = await run(["doctor", "--backend", `onnx:${tinyModel}`, "--json"]);
    expect(code).toBe(0);
    const { checks } = JSON.parse(out);
    expect(checks).toContainEqual(expect.objectContaining({ name: "Node", status: "ok" }));
    expect(checks).toContainEqual(
      expect.objectContaining({
        name: `model onnx:${tinyModel}`,
        found: expect.stringMatching(/sha256 [0-9a-f]{64}, \d+ ms/),
      }),
    );
    expect(checks).toContainEqual(
      expect.objectContaining({ name: "ROS 2", status: "warn", remedy: expect.anything() }),
    );
  });

  it("ends with 1 and a remedy when the model is missing", async () => {
    const { code, out } = await run(["doctor", "--backend", "onnx:/no/such/model"]);
    expect(code).toBe(1);
    expect(out).toMatch(/^fail {2}model .+\n {6}-> /m);
  });

  it("sees that ROS is sourced", async () => {
    const env = { ROS_DISTRO: "jazzy", AMENT_PREFIX_PATH: "/opt/ros/jazzy" };
    const { out } = await run(["doctor", "--backend", `onnx:${tinyModel}`], { env });
    expect(out).toMatch(/^ok {4}ROS 2: jazzy/m);
  });
});

describe("what talks to ROS", { timeout: 120_000 }, () => {
  it.each([["play", "recording.mcap"], ["truth"], ["eval", "--live"]])(
    "%s says that no ROS is sourced",
    async (...args) => {
      const ended = await run(args);
      expect(ended.code).toBe(1);
      expect(errorOf(ended)).toMatchObject({ code: "ros.not-sourced" });
    },
  );
});
