import { describe, expect, it } from "vitest";
import {
  cameraInfoTopicOf,
  compressedType,
  imageTopicsOf,
  imageType,
  publishedDepths,
} from "../../src/ros/camera-topics.js";

const graph =
  (published: Readonly<Record<string, string>>) =>
  (topic: string): readonly { readonly type: string }[] => {
    const type = published[topic];
    return type === undefined ? [] : [{ type }];
  };

describe("a camera's image topic", () => {
  it.each([
    [
      "raw, where it is published",
      { "/c/image": imageType },
      { topic: "/c/image", type: imageType },
    ],
    [
      "compressed under its own name",
      { "/c/image": compressedType },
      { topic: "/c/image", type: compressedType },
    ],
    [
      "its compressed twin, where that alone is published",
      { "/c/image/compressed": compressedType },
      { topic: "/c/image/compressed", type: compressedType },
    ],
    ["not known while nobody publishes", {}, undefined],
    [
      "not known where something else is published",
      { "/c/image": "std_msgs/msg/String" },
      undefined,
    ],
  ] as const)("with auto is %s", (_, published, expected) => {
    expect(imageTopicsOf("/c/image", "auto", graph(published))[0]).toEqual(expected);
  });

  it("does not wait with raw and compressed", () => {
    expect(imageTopicsOf("/c/image", "raw", graph({}))).toEqual([
      { topic: "/c/image", type: imageType },
    ]);
    const twin = { topic: "/c/image/compressed", type: compressedType };
    expect(imageTopicsOf("/c/image", "compressed", graph({}))).toEqual([twin]);
    expect(imageTopicsOf("/c/image/compressed", "compressed", graph({}))).toEqual([twin]);
  });
});

it.each([
  ["/camera/image_raw", "/camera/camera_info"],
  ["/camera/image_raw/compressed", "/camera/camera_info"],
  ["/camera/color/image", "/camera/color/camera_info"],
  ["/camera/depth/image/compressedDepth", "/camera/depth/camera_info"],
  ["/image", "/camera_info"],
])("CameraInfo of %s is %s", (image, info) => {
  expect(cameraInfoTopicOf(image)).toBe(info);
});

describe("a depth image's topic", () => {
  it.each([
    [
      "raw, where it is published",
      { "/c/depth": imageType },
      { topic: "/c/depth", type: imageType },
    ],
    [
      "its compressed twin, where that alone is published",
      { "/c/depth/compressedDepth": compressedType },
      { topic: "/c/depth/compressedDepth", type: compressedType },
    ],
    ["not known while nobody publishes", {}, undefined],
  ] as const)("is %s", (_, published, expected) => {
    expect(publishedDepths("/c/depth", graph(published))[0]).toEqual(expected);
  });
});
