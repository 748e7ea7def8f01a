import { parse, stringify } from "@foxglove/rosmsg";
import { ros1 } from "@foxglove/rosmsg-msgs-common";
import { MessageWriter } from "@foxglove/rosmsg-serialization";
import { describe, expect, it } from "vitest";
import {
  decoderFor,
  knownDefinition,
  readCameraInfo,
  ros2Topic,
} from "../../src/messages/index.js";

/** The flattened ROS 1 definition of a common type. */
const definitionOf = (type: keyof typeof ros1, ...nested: readonly (keyof typeof ros1)[]): string =>
  stringify([type, ...nested].map((name) => ros1[name]));

const topicOf = (type: keyof typeof ros1, ...nested: readonly (keyof typeof ros1)[]) => {
  const definition = definitionOf(type, ...nested);
  const topic = ros2Topic({
    type,
    definition,
    messageEncoding: "ros1",
    schemaEncoding: "ros1msg",
  });
  const writer = new MessageWriter(parse(definition));
  return { ...topic, write: (message: unknown) => topic.convert(writer.writeMessage(message)) };
};

const decoded = (type: string, bytes: Uint8Array): unknown =>
  decoderFor({
    type,
    definition: knownDefinition(type) ?? "",
    messageEncoding: "cdr",
    schemaEncoding: "ros2msg",
  })(bytes);

const header = { seq: 9, stamp: { sec: 12, nsec: 345 }, frame_id: "optical" };

describe("a ROS 1 message in ROS 2", () => {
  it("keeps stamp and frame; the sequence number has no counterpart", () => {
    const topic = topicOf("geometry_msgs/PointStamped", "std_msgs/Header", "geometry_msgs/Point");
    expect(topic.type).toBe("geometry_msgs/msg/PointStamped");
    const bytes = topic.write({ header, point: { x: 1, y: -2, z: 0.5 } });
    expect(decoded(topic.type, bytes)).toEqual({
      header: { stamp: { sec: 12, nanosec: 345 }, frame_id: "optical" },
      point: { x: 1, y: -2, z: 0.5 },
    });
  });

  it("keeps a camera's K, which ROS 2 writes as k", () => {
    const topic = topicOf(
      "sensor_msgs/CameraInfo",
      "std_msgs/Header",
      "sensor_msgs/RegionOfInterest",
    );
    const K = [500, 0, 319.5, 0, 510, 239.5, 0, 0, 1];
    const bytes = topic.write({
      header,
      width: 640,
      height: 480,
      distortion_model: "plumb_bob",
      D: [],
      K,
      R: K,
      P: [...K, 0, 0, 0],
      binning_x: 0,
      binning_y: 0,
      roi: { x_offset: 0, y_offset: 0, height: 0, width: 0, do_rectify: false },
    });
    expect(readCameraInfo(bytes, "cdr").intrinsics).toEqual({ fx: 500, fy: 510, cx: 320, cy: 240 });
  });

  it("with a time beyond 2038 is refused: it would become one before 1970", () => {
    const { convert } = ros2Topic({
      type: "std_msgs/Header",
      schemaEncoding: "ros1msg",
      definition: "uint32 seq\ntime stamp\nstring frame_id\n",
      messageEncoding: "ros1",
    });
    const header = new DataView(new ArrayBuffer(16));
    header.setUint32(4, 3_000_000_000, true);
    expect(() => convert(new Uint8Array(header.buffer))).toThrow(
      "a time of 3000000000 s; ROS 2's times are below 2147483648 s",
    );
    header.setUint32(4, 2_147_483_647, true);
    expect(convert(new Uint8Array(header.buffer)).length).toBeGreaterThan(12);
  });

  it("of a type that ROS 2 lacks is refused", () => {
    const schema = {
      definition: "float32 x",
      messageEncoding: "ros1",
      schemaEncoding: "ros1msg",
    } as const;
    expect(() => ros2Topic({ ...schema, type: "my_robot/Mood" })).toThrow(/no such type/);
  });

  it("cut short is refused", () => {
    const topic = topicOf("std_msgs/String");
    expect(() => topic.convert(Uint8Array.of(200, 0, 0, 0, 65))).toThrow(/don't fit/);
  });
});
