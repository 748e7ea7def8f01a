import type { DepthTopic } from "./depth-source.js";
import { isRectified } from "./rectified-topic.js";

/** RealSense's aligned_depth_to_color, and depth_registered as of openni, Azure Kinect and depth_image_proc. */
const aligned = /(^|[/_])(aligned|registered|depth_to_rgb|depth_to_color)([/_]|$)/;

/** What a depth image's topic says of it by its name. */
export const depthTopic = (topic: string): DepthTopic => ({
  rectified: isRectified(topic),
  aligned: aligned.test(topic),
});
