import { expect, it } from "vitest";
import {
  commonTypeName,
  isCameraInfoTopic,
  isPictureTopic,
  isTransformsTopic,
  looksLikeCamera,
} from "../../src/messages/message-kind.js";

it.each([
  ["sensor_msgs/msg/Image", "sensor_msgs/Image"],
  ["foxglove_msgs/msg/RawImage", "foxglove.RawImage"],
  ["foxglove_msgs/RawImage", "foxglove.RawImage"],
  ["foxglove::RawImage", "foxglove.RawImage"],
  ["foxglove.RawImage", "foxglove.RawImage"],
])("%s is %s", (type, name) => {
  expect(commonTypeName(type)).toBe(name);
});

it.each([
  // type, encoding, read, looks like a camera
  ["sensor_msgs/msg/Image", "cdr", true, true],
  ["sensor_msgs/CompressedImage", "ros1", true, true],
  ["sensor_msgs/msg/CompressedImage", "json", true, true],
  ["sensor_msgs/msg/Image", "protobuf", false, true],
  ["sensor_msgs/msg/Image", "cbor", false, true],
  ["foxglove.CompressedImage", "protobuf", true, true],
  ["foxglove.RawImage", "json", true, true],
  ["foxglove_msgs/msg/RawImage", "cdr", true, true],
  ["foxglove.CompressedImage", "flatbuffer", false, true],
  ["theora_image_transport/Packet", "ros1", false, true],
  ["gz.msgs.Image", "protobuf", false, true],
  ["foxglove.ImageAnnotations", "protobuf", false, false],
  ["visualization_msgs/msg/ImageMarker", "cdr", false, false],
  ["tf2_msgs/msg/TFMessage", "cdr", false, false],
  ["", "json", false, false],
])("%s in %s: read %s, looks like a camera %s", (type, messageEncoding, read, looks) => {
  expect(isPictureTopic({ type, messageEncoding })).toBe(read);
  expect(looksLikeCamera({ type, messageEncoding })).toBe(looks);
});

it("knows lenses and frames of both houses", () => {
  const cdr = { messageEncoding: "cdr" };
  expect(isCameraInfoTopic({ type: "sensor_msgs/msg/CameraInfo", ...cdr })).toBe(true);
  expect(isCameraInfoTopic({ type: "foxglove_msgs/msg/CameraCalibration", ...cdr })).toBe(true);
  expect(isTransformsTopic({ type: "tf/tfMessage", messageEncoding: "ros1" })).toBe(true);
  expect(isTransformsTopic({ type: "foxglove.FrameTransforms", messageEncoding: "json" })).toBe(
    true,
  );
  expect(isTransformsTopic({ type: "tf2_msgs/msg/TFMessage", messageEncoding: "xcdr" })).toBe(
    false,
  );
});
