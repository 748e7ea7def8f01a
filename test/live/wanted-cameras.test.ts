import { describe, expect, it } from "vitest";
import { wantedCameras } from "../../src/live/wanted-cameras.js";

describe("the cameras", () => {
  const task = {
    cameras: { front: "/front/image", wrist: "/wrist/image" },
    depths: { wrist: "/wrist/depth" },
  };

  it.each([
    [
      "the task's",
      [""],
      [""],
      [{ image: "/front/image" }, { image: "/wrist/image", depth: "/wrist/depth" }],
    ],
    [
      "the parameter's, each once",
      ["/a", "", "/a", "/b"],
      [""],
      [{ image: "/a" }, { image: "/b" }],
    ],
    [
      "with the task's depth, where they are its",
      ["/wrist/image"],
      [""],
      [{ image: "/wrist/image", depth: "/wrist/depth" }],
    ],
    [
      "with the parameter's depth, one by one",
      ["/a", "/b"],
      ["", "/d"],
      [{ image: "/a" }, { image: "/b", depth: "/d" }],
    ],
    [
      "the task's with the parameter's depth",
      [""],
      ["/d"],
      [{ image: "/front/image", depth: "/d" }, { image: "/wrist/image" }],
    ],
  ])("are %s", (_, cameras, depths, expected) => {
    expect(wantedCameras({ cameras, depths }, task)).toEqual(expected);
  });
});
