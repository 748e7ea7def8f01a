import { describe, expect, it } from "vitest";
import {
  decoderFor,
  encodeBool,
  encodeDiagnostics,
  encodeFloat64,
  encodeJpeg,
  encodeMarkers,
  encodeTransitionEvent,
  interfaceDefinition,
} from "../../src/messages/index.js";

/** As anyone reads the bytes who has only the standard definition. */
const read = (type: string, bytes: Uint8Array): unknown =>
  decoderFor({
    type,
    schemaEncoding: "ros2msg",
    definition: interfaceDefinition(type),
    messageEncoding: "cdr",
  })(bytes);

const stamp = 12_000_000_034n;
const time = { sec: 12, nanosec: 34 };

describe("standard messages", () => {
  it("are read as they were meant", () => {
    expect(read("std_msgs/msg/Float64", encodeFloat64(0.25))).toEqual({ data: 0.25 });
    expect(read("std_msgs/msg/Float64", encodeFloat64(undefined))).toEqual({ data: Number.NaN });
    expect(read("std_msgs/msg/Bool", encodeBool(true))).toEqual({ data: true });
  });

  it("carry a JPEG", () => {
    const bytes = encodeJpeg(stamp, "optical", Uint8Array.of(0xff, 0xd8, 0xff));
    expect(read("sensor_msgs/msg/CompressedImage", bytes)).toEqual({
      header: { stamp: time, frame_id: "optical" },
      format: "jpeg",
      data: Uint8Array.of(0xff, 0xd8, 0xff),
    });
  });

  it("carry a lifecycle's transition", () => {
    const [configure, from, to] = [
      { id: 1, label: "configure" },
      { id: 1, label: "unconfigured" },
      { id: 10, label: "configuring" },
    ];
    const event = { stamp, transition: configure, start: from, goal: to };
    const rest = { transition: configure, start_state: from, goal_state: to };
    const type = "lifecycle_msgs/msg/TransitionEvent";
    expect(read(type, encodeTransitionEvent(event, "timestamp"))).toEqual({
      timestamp: stamp,
      ...rest,
    });
    const lyrical = decoderFor({
      type,
      definition: interfaceDefinition(type).replace(
        "uint64 timestamp",
        "builtin_interfaces/Time stamp",
      ),
      schemaEncoding: "ros2msg",
      messageEncoding: "cdr",
    });
    expect(lyrical(encodeTransitionEvent(event, "stamp"))).toEqual({ stamp: time, ...rest });
  });

  it("carry diagnostics, in any script", () => {
    const values = { "frame rate [Hz]": "30.0", élan: "µ" };
    const bytes = encodeDiagnostics(stamp, [
      {
        level: "warn",
        name: "node: camera",
        message: "Kein Bild für 2 s",
        hardwareId: "/c",
        values,
      },
    ]);
    expect(read("diagnostic_msgs/msg/DiagnosticArray", bytes)).toEqual({
      header: { stamp: time, frame_id: "" },
      status: [
        {
          level: 1,
          name: "node: camera",
          message: "Kein Bild für 2 s",
          hardware_id: "/c",
          values: Object.entries(values).map(([key, value]) => ({ key, value })),
        },
      ],
    });
  });

  it("carry markers: a line, a text and a sphere", () => {
    const colour = [1, 0.5, 0.25, 1] as const;
    const placed = { namespace: "distance", colour };
    const bytes = encodeMarkers({
      stamp,
      frameId: "optical",
      lifetime: 1_500_000_000n,
      markers: [
        {
          ...placed,
          kind: "line",
          id: 0,
          points: [
            [0, 0, 1],
            [1, 0, 1],
          ],
          width: 0.01,
        },
        { ...placed, kind: "text", id: 1, centre: [0.5, 0, 1], text: "1 m", height: 0.03 },
        { ...placed, kind: "sphere", id: 2, centre: [0, 0, 1], diameter: 0.1 },
      ],
    });
    const shared = {
      header: { stamp: time, frame_id: "optical" },
      ns: "distance",
      action: 0,
      color: { r: 1, g: 0.5, b: 0.25, a: 1 },
      lifetime: { sec: 1, nanosec: 500_000_000 },
    };
    expect(read("visualization_msgs/msg/MarkerArray", bytes)).toMatchObject({
      markers: [
        {
          ...shared,
          id: 0,
          type: 4,
          scale: { x: 0.01, y: 0, z: 0 },
          points: [
            { x: 0, y: 0, z: 1 },
            { x: 1, y: 0, z: 1 },
          ],
        },
        {
          ...shared,
          id: 1,
          type: 9,
          text: "1 m",
          pose: { position: { x: 0.5, y: 0, z: 1 }, orientation: { w: 1 } },
        },
        {
          ...shared,
          id: 2,
          type: 2,
          scale: { x: 0.1, y: 0.1, z: 0.1 },
          pose: { position: { z: 1 } },
        },
      ],
    });
  });
});
