import { describe, expect, it } from "vitest";
import { compressedVideoReader } from "../../../src/messages/foxglove/compressed-video.js";
import {
  cameraInfoReader,
  pictureReader,
  type TopicSchema,
  transformsReader,
} from "../../../src/messages/topic-readers.js";
import { readMutated } from "../mutations.js";
import {
  cameraCalibration,
  compressedImage,
  frameTransform,
  frameTransforms,
  rawImage,
} from "./contents.js";
import { type Content, encodings, recorded } from "./encodings.js";
import { descriptorSet } from "./protobuf.js";

type Read = (schema: TopicSchema) => (bytes: Uint8Array) => unknown;

const picture: Read = (schema) => {
  const read = pictureReader(schema);
  return (bytes) => [read.header(bytes), read.picture(bytes)];
};

/** A JPEG's beginning, up to its size. */
const jpegHead = new Uint8Array([255, 216, 255, 192, 0, 11, 8, 0, 9, 0, 9, 1, 1, 17, 0, 255, 217]);
const short = { ...compressedImage, data: jpegHead };

const kinds: readonly (readonly [string, Read, Content])[] = [
  ["RawImage", picture, rawImage],
  ["CompressedImage", picture, short],
  ["CompressedVideo", compressedVideoReader, short],
  ["CameraCalibration", cameraInfoReader, cameraCalibration],
  ["FrameTransform", transformsReader, frameTransform],
  ["FrameTransforms", transformsReader, frameTransforms],
];

/** Of six types: 10,200 of each encoding. */
const each = 1700;

describe.each(encodings)(
  "10,000 mutated messages in %s are values or errors of ours",
  (encoding) => {
    it.each(kinds)("%s", async (name, reader, content) => {
      const { schema, bytes } = recorded(name, encoding, content);
      const { values, errors } = await readMutated(bytes, each, reader(schema));
      expect(values + errors).toBe(each);
      expect(Math.min(values, errors)).toBeGreaterThan(0); // both ways are gone
    });
  },
);

it("mutated descriptors are readers or errors of ours", async () => {
  const { schema, bytes } = recorded("FrameTransforms", "protobuf", frameTransforms);
  const whole = descriptorSet((files) => files.filter(({ name }) => /Trans|Vec|Quat/.test(name)));
  const { values, errors } = await readMutated(whole, 1000, (definition) =>
    transformsReader({ ...schema, definition })(bytes),
  );
  expect(values + errors).toBe(1000);
});
