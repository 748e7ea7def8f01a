import { expect, it } from "vitest";
import { depthTopic } from "../../src/scene/index.js";

it.each([
  ["/camera/aligned_depth_to_color/image_raw", false, true],
  ["/camera/depth_registered/image_rect", true, true],
  ["/camera/depth/image_rect_raw", true, false],
  ["/camera/depth/image_raw", false, false],
  ["/misaligned/depth", false, false],
])(
  "of a depth image on %s it is known whether it is rectified (%s) and aligned (%s)",
  (topic, rectified, aligned) => {
    expect(depthTopic(topic)).toEqual({ rectified, aligned });
  },
);
