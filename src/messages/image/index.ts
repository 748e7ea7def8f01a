export { annotatedJpeg } from "./annotated.js";
export { compressedDepth } from "./compressed-depth.js";
export {
  type CompressedBytes,
  compressedContent,
  readCompressedImage,
} from "./compressed-image.js";
export { type DepthContent, type DepthPicture, rawDepth, wholeDepth } from "./depth.js";
export { depthFromFile, usualDepthScale } from "./depth-file.js";
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
  pictureOf,
  withFov,
} from "./frame.js";
export { type ImageContent, rawContent } from "./image-content.js";
export { frameFromFile, type ImageFileOptions } from "./image-file.js";
export { rawEncodings } from "./pixel-format.js";
export { maxPixels } from "./pixels.js";
export { type RawImage, readRawImage } from "./raw-image.js";
