export {
  type CameraInfo,
  calibrationFromCameraInfo,
  readCameraInfo,
} from "./camera-info.js";
export { clockType, encodeClock } from "./clock.js";
export { type Decoder, decoderFor, type MessageSchema } from "./decoder.js";
export {
  type DiagnosticLevel,
  type DiagnosticStatus,
  encodeDiagnostics,
} from "./diagnostics-codec.js";
export { type Encoder, encoderFor } from "./encoder.js";
export { decodeFacts, decodeFactsThat, encodeFacts, type FactMessage } from "./fact-codec.js";
export { factKinds, referenceFrames } from "./fact-kind.js";
export { headerOf, type MessageHeader } from "./field-reader.js";
export { type Fields, flattened, under } from "./flatten.js";
export type { VideoMessage } from "./foxglove/compressed-video.js";
export * from "./image/index.js";
export { interfaceDefinition, interfaceTypes, knownDefinition } from "./interface-definition.js";
export { fitsImage, intrinsicsOfImage, type LensCalibration } from "./lens-calibration.js";
export { type Colour, encodeMarkers, type Marker, type MarkerMessage } from "./marker-codec.js";
export {
  commonTypeName,
  isCameraInfoTopic,
  isPictureTopic,
  isTransformsTopic,
  isVideoType,
  looksLikeCamera,
  type MessageKind,
  readablePictures,
} from "./message-kind.js";
export { messageStamp } from "./message-stamp.js";
export {
  isCompressedImageType,
  isImageType,
  isRawImageType,
  type MessageEncoding,
  shortTypeName,
} from "./message-type.js";
export { decodeReward, encodeReward } from "./reward-codec.js";
export { type RosTime, rosTime, stampFromTime } from "./ros-time.js";
export { type Ros2Topic, ros2Topic } from "./ros1-to-ros2.js";
export {
  encodeBool,
  encodeFloat64,
  encodeJpeg,
  encodeTransitionEvent,
  type LifecycleLabel,
  type TransitionEvent,
  type TransitionTime,
} from "./standard-codec.js";
export {
  cameraInfoReader,
  type DepthReader,
  depthReader,
  type PictureReader,
  pictureReader,
  type TopicSchema,
  transformsReader,
} from "./topic-readers.js";
export { type StampedTransform, transformsIn } from "./transform-message.js";
export { transformsFromYaml, transformsToYaml } from "./transform-yaml.js";
export { videoReader } from "./video-reader.js";
