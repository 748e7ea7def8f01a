import { describe, expect, it } from "vitest";
import { lensModelOf } from "../../../src/core/index.js";
import {
  cameraInfoReader,
  pictureReader,
  transformsReader,
} from "../../../src/messages/topic-readers.js";
import {
  cameraCalibration,
  compressedImage,
  frameTransform,
  frameTransforms,
  jpeg,
  rawImage,
  stamp,
} from "./contents.js";
import { encodings, recorded } from "./encodings.js";
import { descriptorSet } from "./protobuf.js";

describe.each(encodings)("foxglove messages in %s", (encoding) => {
  it("show the pixels of a RawImage", async () => {
    const { schema, bytes } = recorded("RawImage", encoding, rawImage);
    const { header, picture } = pictureReader(schema);
    expect(header(bytes)).toEqual({ stamp, frameId: "camera" });
    const seen = picture(bytes);
    expect(seen).toMatchObject({ stamp, camera: "/topic", frameId: "camera", width: 2, height: 1 });
    expect([...(await seen.rgb()).data]).toEqual([255, 0, 0, 0, 255, 0]);
  });

  it("show a CompressedImage as ROS's shows it", async () => {
    const { schema, bytes } = recorded("CompressedImage", encoding, compressedImage);
    const seen = pictureReader(schema).picture(bytes);
    expect(seen).toMatchObject({ stamp, camera: "/topic", frameId: "camera", width: 320 });
    const { data, width, height } = await seen.rgb();
    expect(data).toHaveLength(width * height * 3);
  });

  it("tell a lens", () => {
    const { schema, bytes } = recorded("CameraCalibration", encoding, cameraCalibration);
    expect(cameraInfoReader(schema)(bytes)).toEqual({
      stamp,
      frameId: "camera",
      width: 640,
      height: 480,
      intrinsics: { fx: 500, fy: 510, cx: 320, cy: 240 },
      rectified: { fx: 400, fy: 410, cx: 321, cy: 241 },
      distortion: { model: "plumb_bob", coefficients: [0.1, 0.2, 0, 0, 0] },
    });
  });

  it("tell where frames stand", () => {
    const hand = {
      stamp,
      parent: "world",
      child: "hand",
      position: [1, 2, 3],
      rotation: [0, 0, 0.5, 0.5].map(Math.sqrt),
    };
    const one = recorded("FrameTransform", encoding, frameTransform);
    expect(transformsReader(one.schema)(one.bytes)).toEqual([{ ...hand, child: "camera" }]);
    const two = recorded("FrameTransforms", encoding, frameTransforms);
    expect(transformsReader(two.schema)(two.bytes)).toEqual([{ ...hand, child: "camera" }, hand]);
  });
});

describe("what else a writer may do", () => {
  it("leaves out what is zero, and a calibration that there is none of", () => {
    const { schema, bytes } = recorded("CameraCalibration", "json", { width: 4, height: 3 });
    expect(cameraInfoReader(schema)(bytes)).toEqual({
      stamp: 0n,
      frameId: "",
      width: 4,
      height: 3,
      distortion: { model: "", coefficients: [] },
    });
  });

  it("names OpenCV's fisheye model by its inventors", () => {
    const fisheye = { ...cameraCalibration, distortion_model: "kannala_brandt" };
    const { schema, bytes } = recorded("CameraCalibration", "protobuf", fisheye);
    const { distortion } = cameraInfoReader(schema)(bytes);
    expect(lensModelOf(distortion)).toBeInstanceOf(Function);
  });

  it("sends no rotation, which is none", () => {
    const { rotation: _, ...unturned } = frameTransform;
    const { schema, bytes } = recorded("FrameTransform", "protobuf", unturned);
    expect(transformsReader(schema)(bytes)[0]?.rotation).toEqual([0, 0, 0, 0]);
  });

  it("stores descriptors in any order, and leaves Google's out", () => {
    const { schema, bytes } = recorded("FrameTransforms", "protobuf", frameTransforms);
    const definition = descriptorSet((files) =>
      files.filter(({ name }) => !name.startsWith("google/")).reverse(),
    );
    expect(transformsReader({ ...schema, definition })(bytes)).toHaveLength(2);
  });
});

describe("refusals", () => {
  const image = recorded("CompressedImage", "protobuf", compressedImage).schema;

  it.each([
    ["no descriptor", new Uint8Array(), "does not describe foxglove.CompressedImage"],
    ["a text for one", "syntax = proto3", "does not describe foxglove.CompressedImage"],
    ["bytes that are none", new Uint8Array([7, 7, 7]), "definition can't be used"],
    [
      "one without what it imports",
      descriptorSet((files) => files.filter(({ name }) => !name.includes("FrameTransform."))),
      "foxglove/FrameTransform.proto, imported by foxglove/FrameTransforms.proto, is missing",
    ],
  ])("%s", (_, definition, message) => {
    expect(() => pictureReader({ ...image, definition })).toThrow(
      expect.objectContaining({
        code: "message.schema",
        message: expect.stringContaining(message),
      }),
    );
  });

  it("an encoding that isn't read, by its name", () => {
    expect(() => pictureReader({ ...image, messageEncoding: "flatbuffer" })).toThrow(
      "/topic: its messages are foxglove.CompressedImage in flatbuffer; read are sensor_msgs/Image",
    );
  });

  it("bytes that don't fit", () => {
    expect(() => pictureReader(image).header(new Uint8Array([0xff, 0xff]))).toThrow(
      expect.objectContaining({ code: "message.malformed" }),
    );
  });
});

describe("ROS's own types in JSON", () => {
  const asJson = (message: unknown): Uint8Array =>
    new TextEncoder().encode(JSON.stringify(message));
  const schemaOf = (type: string) => ({
    topic: "/topic",
    type,
    messageEncoding: "json",
    schemaEncoding: "jsonschema",
    definition: "",
  });
  const header = { stamp: { sec: 1_767_225_600, nanosec: 5 }, frame_id: "camera" };

  it("are read with their bytes in base64 or as numbers", async () => {
    const { header: headerOf, picture } = pictureReader(
      schemaOf("sensor_msgs/msg/CompressedImage"),
    );
    const data = Buffer.from(jpeg).toString("base64");
    const bytes = asJson({ header, format: "jpeg", data });
    expect(headerOf(bytes)).toEqual({ stamp, frameId: "camera" });
    expect(picture(bytes)).toMatchObject({ stamp, width: 320 });
    const raw = { header, height: 1, width: 1, encoding: "mono16", is_bigendian: 1, step: 2 };
    const image = pictureReader(schemaOf("sensor_msgs/Image")).picture(
      asJson({ ...raw, data: [9, 0] }),
    );
    expect([...(await image.rgb()).data]).toEqual([9, 9, 9]);
  });

  it("tell lenses and frames", () => {
    const info = asJson({
      header,
      height: 480,
      width: 640,
      distortion_model: "plumb_bob",
      K: [500, 0, 319.5, 0, 500, 239.5, 0, 0, 1],
      binning_x: 2,
      binning_y: 2,
    });
    expect(cameraInfoReader(schemaOf("sensor_msgs/CameraInfo"))(info)).toMatchObject({
      width: 320,
      intrinsics: { fx: 250, cx: 160 },
    });
    const rotation = { x: 0, y: 0, z: 0, w: 1 };
    const transforms = [{ header, child_frame_id: "hand", transform: { rotation } }];
    expect(transformsReader(schemaOf("tf2_msgs/msg/TFMessage"))(asJson({ transforms }))).toEqual([
      { stamp, parent: "camera", child: "hand", position: [0, 0, 0], rotation: [0, 0, 0, 1] },
    ]);
  });
});
