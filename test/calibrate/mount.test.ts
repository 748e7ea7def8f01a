import { describe, expect, it } from "vitest";
import { mountOf } from "../../src/calibrate/mount.js";

const gripper = ["tool0", "wrist", "torso", "base_link"];

describe("the link that tells TF where a camera stands", () => {
  it.each<readonly [string, readonly string[], string, { parent: string; child: string }]>([
    ["an optical frame alone", ["optical"], "base_link", { parent: "base_link", child: "optical" }],
    [
      "a driver's own tree",
      ["optical", "colour", "camera_link"],
      "base_link",
      { parent: "base_link", child: "camera_link" },
    ],
    [
      "a camera that hangs on the robot's tree: the link that joins them, none of the robot's",
      ["optical", "camera_link", "torso", "base_link"],
      "base_link",
      { parent: "torso", child: "camera_link" },
    ],
    [
      "a camera on a head of its own",
      ["optical", "camera_link", "head", "base_link"],
      "head",
      { parent: "head", child: "camera_link" },
    ],
    [
      "images that name no frame",
      [],
      "base_link",
      { parent: "base_link", child: "camera_optical_frame" },
    ],
  ])("%s", (_, camera, base, expected) => {
    expect(mountOf({ camera, gripper, base })).toEqual(expected);
  });

  it("is none of a frame of the robot's", () => {
    expect(() => mountOf({ camera: ["wrist", "torso"], gripper, base: "base_link" })).toThrow(
      /"wrist" is one of the robot's own/,
    );
  });
});
