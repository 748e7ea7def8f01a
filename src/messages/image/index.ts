export { annotatedJpeg } from "./annotated.js";
export { type DepthImage, depthFromMessage } from "./depth.js";
export {
  encodeCompressedImage,
  encodeImage,
  encodeNoImage,
  type ImageHeader,
} from "./encode-image.js";
export {
  frameFromMessage,
  type ImageMessage,
  type Picture,
  pictureFromMessage,
  withFov,
} from "./frame.js";
export { frameFromFile, type ImageFileOptions } from "./image-file.js";
export { rawEncodings } from "./pixel-format.js";
export { maxPixels } from "./pixels.js";
