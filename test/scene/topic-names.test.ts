import { expect, it } from "vitest";
import { isColourTopic, isFixedTransforms, lensNames } from "../../src/scene/topic-names.js";

it.each([
  ["/tf_static", true],
  ["/robot/tf_static", true],
  ["tf_static", true],
  ["/tf", false],
  ["/not_tf_static", false],
])("what %s tells holds for all times: %s", (topic, expected) => {
  expect(isFixedTransforms(topic)).toBe(expected);
});

it.each([
  ["/camera/color/image_raw", true],
  ["/camera/depth/image_rect", false],
  ["/camera/aligned_depth_to_color/image_raw", false],
  ["/depthcharge/image", true],
])("%s shows colours: %s", (topic, expected) => {
  expect(isColourTopic(topic)).toBe(expected);
});

it("looks for a lens beside the images first, then further up", () => {
  expect(lensNames("/c/image").map(([first]) => first)).toEqual([
    "/c/image/camera_info",
    "/c/camera_info",
    "/camera_info",
  ]);
});
