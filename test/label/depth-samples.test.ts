import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openBag } from "../../src/bag/index.js";
import { chooseCamera } from "../../src/label/camera.js";
import { cameraFrames } from "../../src/label/camera-frames.js";
import { chooseDepth } from "../../src/label/depth-camera.js";

const sample = "../shared/samples/ros1/realsense_d435_single_depth_color_640x480.bag";

describe.skipIf(!existsSync(sample))(
  `a D435's ROS 1 recording, ${sample} (skipped when absent)`,
  () => {
    it("has its depth beside its colour, and none that was taken within 50 ms of it", async () => {
      const bag = await openBag(sample);
      const camera = chooseCamera(bag.topics, {});
      const chosen = chooseDepth(bag.topics, camera.image, { cameras: {} });
      expect(chosen.depth).toMatchObject({
        image: { name: "/device_0/sensor_0/Depth_0/image/data" },
        cameraInfo: { name: "/device_0/sensor_0/Depth_0/info/camera_info" },
      });
      const frames = cameraFrames(bag, { ...camera, ...chosen }, {});
      let count = 0;
      for await (const _ of frames) count++;
      await bag.close();
      expect(count).toBe(1);
      expect(frames.reasons()).toContainEqual({
        kind: "depth",
        what: "the nearest depth image was taken 0.102 s after the frame; at most 0.05 s count: no depth is used",
        count: 1,
      });
    });
  },
);
