import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decoderFor, encoderFor, knownDefinition } from "../../src/messages/index.js";

const roundTrip = (type: string, message: unknown): unknown =>
  decoderFor({
    type,
    definition: knownDefinition(type) ?? "",
    messageEncoding: "cdr",
    schemaEncoding: "ros2msg",
  })(encoderFor(type)(message));

describe("a message that is encoded", () => {
  it("keeps its texts whole, in any script, and what comes after them", () => {
    const status = {
      level: 1,
      name: "Greifer: 夹爪",
      message: "größer als 3 mm",
      hardware_id: "🤖",
    };
    const sent = { header: { frame_id: "базовый" }, status: [{ ...status, values: [] }, status] };
    expect(roundTrip("diagnostic_msgs/DiagnosticArray", sent)).toMatchObject(sent);
  });

  it("keeps any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (data) => {
        expect(roundTrip("std_msgs/String", { data })).toEqual({ data });
      }),
    );
  });

  it("keeps numbers in arrays of either kind", () => {
    const sent = { position: [1, 2, 3], name: ["a", "ü"] };
    expect(roundTrip("sensor_msgs/JointState", sent)).toMatchObject({
      name: ["a", "ü"],
      position: Float64Array.of(1, 2, 3),
    });
    const typed = { position: Float64Array.of(4, 5) };
    expect(roundTrip("sensor_msgs/JointState", typed)).toMatchObject(typed);
  });
});
