import { existsSync } from "node:fs";
import { parse } from "@foxglove/rosmsg";
import { MessageWriter as Ros1Writer } from "@foxglove/rosmsg-serialization";
import { MessageWriter } from "@foxglove/rosmsg2-serialization";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openBag } from "../../src/bag/index.js";
import { decoderFor, interfaceDefinition } from "../../src/messages/index.js";

const definition = [
  "# A pose with a name",
  "uint8 KIND=3",
  "std_msgs/Header header",
  "string name",
  "float64[] values",
  "builtin_interfaces/Time[2] times",
  "================================================================================",
  "MSG: std_msgs/Header",
  "builtin_interfaces/Time stamp",
  "string frame_id",
  "================================================================================",
  "MSG: builtin_interfaces/Time",
  "int32 sec",
  "uint32 nanosec",
].join("\n");

const idl = [
  "=".repeat(80),
  "IDL: demo_msgs/msg/Named",
  '#include "std_msgs/msg/Header.idl"',
  "module demo_msgs { module msg { struct Named {",
  "  std_msgs::msg::Header header; string name; sequence<double> values;",
  "  builtin_interfaces::msg::Time times[2];",
  "}; }; };",
  "=".repeat(80),
  "IDL: std_msgs/msg/Header",
  "module std_msgs { module msg { struct Header {",
  "  builtin_interfaces::msg::Time stamp; string frame_id;",
  "}; }; };",
  "=".repeat(80),
  "IDL: builtin_interfaces/msg/Time",
  "module builtin_interfaces { module msg { struct Time { int32 sec; uint32 nanosec; }; }; };",
].join("\n");

const message = {
  header: { stamp: { sec: 1, nanosec: 2 }, frame_id: "map" },
  name: "cup",
  values: Float64Array.of(1.5, -2, Number.POSITIVE_INFINITY),
  times: [
    { sec: 3, nanosec: 4 },
    { sec: -5, nanosec: 6 },
  ],
};
const bytes = new MessageWriter(parse(definition, { ros2: true })).writeMessage(message);
const named = { type: "demo_msgs/msg/Named", messageEncoding: "cdr" } as const;

describe("a decoder", () => {
  it("reads CDR by a ros2msg definition", () => {
    expect(decoderFor({ ...named, schemaEncoding: "ros2msg", definition })(bytes)).toEqual(message);
  });

  it("reads CDR by a ros2idl definition, with the same name for nanoseconds", () => {
    expect(decoderFor({ ...named, schemaEncoding: "ros2idl", definition: idl })(bytes)).toEqual(
      message,
    );
  });

  it("reads ROS 1 bytes by a ros1msg definition", () => {
    const schema = {
      type: "demo_msgs/Named",
      schemaEncoding: "ros1msg",
      definition: "time at\nstring name\nuint16[] values",
      messageEncoding: "ros1",
    } as const;
    const given = {
      at: { sec: 4_000_000_000, nsec: 5 },
      name: "cup",
      values: Uint16Array.of(1, 2),
    };
    const ros1 = new Ros1Writer(parse(schema.definition, { ros2: false })).writeMessage(given);
    expect(decoderFor(schema)(ros1)).toEqual(given);
  });

  it("knows the common types where a recording stored no definition", () => {
    const type = "geometry_msgs/msg/PointStamped";
    const point = { header: message.header, point: { x: 1, y: 2, z: 3 } };
    const stored = new MessageWriter(parse(interfaceDefinition(type), { ros2: true })).writeMessage(
      point,
    );
    const decode = decoderFor({
      type,
      schemaEncoding: "ros2msg",
      definition: "",
      messageEncoding: "cdr",
    });
    expect(decode(stored)).toEqual(point);
  });
});

describe("what can't be read is refused with a code:", () => {
  it.each([
    ["a service event, whose definition has ---", "int32 a\n---\nint32 b"],
    ["a definition that is not one", "this is { not a definition"],
    ["a type that is not defined", ""],
    ["a field of a type that is missing", "other_msgs/Thing thing"],
  ])("%s", (_, text) => {
    const decode = () =>
      decoderFor({ ...named, schemaEncoding: "ros2msg", definition: text })(bytes);
    expect(decode).toThrow(expect.objectContaining({ name: "SpatialRewardError" }));
  });

  it("bytes that end early, even where a neighbour's bytes follow in the same buffer", () => {
    const decode = decoderFor({ ...named, schemaEncoding: "ros2msg", definition });
    for (let length = 0; length < bytes.length; length += 1)
      expect(() => decode(bytes.subarray(0, length)), `${length} bytes`).toThrow(
        expect.objectContaining({ code: "message.malformed" }),
      );
  });
});

const fixtures = "../shared/samples/format_fixtures";
describe.skipIf(!existsSync(fixtures))(`every message of ${fixtures} (skipped when absent)`, () => {
  it.each(["test_bag_mcap", "test_bag_sqlite3"])("%s", async (folder) => {
    const bag = await openBag(`${fixtures}/${folder}`);
    const decoders = new Map(
      bag.topics.map((topic) => [
        topic.name,
        decoderFor({ ...topic, schemaEncoding: "ros2msg", messageEncoding: "cdr" }),
      ]),
    );
    let read = 0;
    for await (const { topic, data } of bag.messages()) {
      expect(decoders.get(topic)?.(data), topic).toBeTypeOf("object");
      read += 1;
    }
    await bag.close();
    expect(new Set(bag.topics.map(({ type }) => type)).size).toBe(94);
    expect(read).toBe(188);
  });
});

describe("whatever bytes come, a decoder gives a message or an error with a code", () => {
  it.each(["cdr", "ros1"] as const)("%s", (messageEncoding) => {
    const schemaEncoding = messageEncoding === "cdr" ? "ros2msg" : "ros1msg";
    const decode = decoderFor({ ...named, messageEncoding, schemaEncoding, definition });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), fc.boolean(), (noise, headed) => {
        const given = headed ? Uint8Array.of(0, 1, 0, 0, ...noise) : noise;
        try {
          expect(decode(given)).toBeTypeOf("object");
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: "message.malformed" });
        }
      }),
      { numRuns: 500 },
    );
  });
});
