import type { DepthTopic } from "./depth-source.js";
import { isAligned, isRectified } from "./rectified-topic.js";

/** What a depth image's topic says of it by its name. */
export const depthTopic = (topic: string): DepthTopic => ({
  rectified: isRectified(topic),
  aligned: isAligned(topic),
});
