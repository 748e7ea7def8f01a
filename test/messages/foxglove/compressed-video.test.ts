import { expect, it } from "vitest";
import { compressedVideoReader } from "../../../src/messages/foxglove/compressed-video.js";
import { protobuf, protobufTopic } from "./protobuf.js";

const type = "foxglove.CompressedVideo";
const expected = {
  stamp: 1_767_225_600_000_000_005n,
  frameId: "camera",
  format: "h264",
  data: Buffer.from([0, 0, 1, 9]),
};
const json = { frame_id: "camera", data: "AAABCQ==", format: "h264" };
const jsonTopic = {
  topic: "/v",
  type,
  messageEncoding: "json",
  schemaEncoding: "",
  definition: "",
};
const asJson = (message: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(message));

it("reads protobuf by the recorded descriptor", () => {
  const bytes = protobuf(type, { ...json, timestamp: "2026-01-01T00:00:00.000000005Z" });
  const read = compressedVideoReader(protobufTopic(type))(bytes);
  expect({ ...read, data: Buffer.from(read.data) }).toEqual(expected);
});

it.each([
  ["sec and nsec", { sec: 1_767_225_600, nsec: 5 }],
  ["sec and nanosec", { sec: 1_767_225_600, nanosec: 5 }],
  ["rosbridge's secs and nsecs", { secs: 1_767_225_600, nsecs: 5 }],
  ["protobuf's text", "2026-01-01T00:00:00.000000005Z"],
  ["the text of another time zone", "2026-01-01T01:00:00.000000005+01:00"],
])("reads JSON whose time is %s", (_, timestamp) => {
  expect(compressedVideoReader(jsonTopic)(asJson({ ...json, timestamp }))).toEqual(expected);
});

it("reads JSON whose bytes are a list of numbers", () => {
  const message = asJson({
    ...json,
    data: [0, 0, 1, 9],
    timestamp: { sec: 1_767_225_600, nsec: 5 },
  });
  expect(Buffer.from(compressedVideoReader(jsonTopic)(message).data)).toEqual(expected.data);
});

it("has the stamp 0 where the message has none", () => {
  expect(compressedVideoReader(jsonTopic)(asJson(json)).stamp).toBe(0n);
});

it("names the field that is wrong", () => {
  const read = compressedVideoReader(jsonTopic);
  expect(() => read(asJson({ ...json, data: [300] }))).toThrow("/v: data: must be bytes, base64");
  expect(() => read(asJson({ ...json, timestamp: { sec: 1, nsec: 1e9 } }))).toThrow(
    "/v: timestamp",
  );
  expect(() => read(asJson([]))).toThrow("/v: the message");
});
