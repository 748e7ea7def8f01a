import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decoderFor,
  encoderFor,
  type StampedTransform,
  type TopicSchema,
  transformsIn,
  transformsReader,
} from "../../src/messages/index.js";
import { ros1Transforms } from "./ros1-transforms.js";

const double = fc.double({ noNaN: true });
const transforms: fc.Arbitrary<readonly StampedTransform[]> = fc.array(
  fc.record({
    stamp: fc.bigInt({ min: 0n, max: 2n ** 31n * 1_000_000_000n - 1n }),
    parent: fc.string(),
    child: fc.string(),
    position: fc.tuple(double, double, double),
    rotation: fc.tuple(double, double, double, double),
  }),
  { maxLength: 5 },
);

const vector = ([x, y, z]: readonly number[]) => ({ x, y, z });

const fieldsOf = (all: readonly StampedTransform[], rest: "nanosec" | "nsec") => ({
  transforms: all.map(({ stamp, parent, child, position, rotation }) => {
    const [sec, part] = [Number(stamp / 1_000_000_000n), Number(stamp % 1_000_000_000n)];
    return {
      header: { seq: 7, stamp: { sec, [rest]: part }, frame_id: parent },
      child_frame_id: child,
      transform: {
        translation: vector(position),
        rotation: { ...vector(rotation), w: rotation[3] },
      },
    };
  }),
});

const schemaOf = (encoding: "cdr" | "ros1"): TopicSchema => ({
  topic: "/tf",
  type: encoding === "cdr" ? "tf2_msgs/msg/TFMessage" : "tf2_msgs/TFMessage",
  messageEncoding: encoding,
  schemaEncoding: encoding === "cdr" ? "ros2msg" : "ros1msg",
  definition: "",
});

const readerOf = (encoding: "cdr" | "ros1") => transformsReader(schemaOf(encoding));

const withCount = (bytes: Uint8Array, count: number): Uint8Array => {
  const changed = Uint8Array.from(bytes);
  new DataView(changed.buffer).setUint32(4, count, true);
  return changed;
};

describe("transforms in ROS's own encodings", () => {
  it("are read from CDR bytes, of any number, names and values", () => {
    const encode = encoderFor("tf2_msgs/msg/TFMessage");
    const read = readerOf("cdr");
    fc.assert(
      fc.property(transforms, (all) => {
        expect(read(encode(fieldsOf(all, "nanosec")))).toEqual(all);
      }),
    );
  });

  it("are read from ROS 1's bytes, whose headers count", () => {
    const read = readerOf("ros1");
    fc.assert(
      fc.property(transforms, (all) => {
        expect(read(ros1Transforms(fieldsOf(all, "nsec")))).toEqual(all);
      }),
    );
  });

  it("are the same as when they are decoded by their definition", () => {
    const encode = encoderFor("tf2_msgs/msg/TFMessage");
    const [read, decode] = [readerOf("cdr"), decoderFor(schemaOf("cdr"))];
    fc.assert(
      fc.property(transforms, (all) => {
        const bytes = encode(fieldsOf(all, "nanosec"));
        expect(read(bytes)).toEqual(transformsIn(decode(bytes), "/tf"));
      }),
    );
  });

  it.each([
    ["end too early", (bytes: Uint8Array) => bytes.subarray(0, -8), /ends after \d+ bytes/],
    ["claim more than there are", (bytes: Uint8Array) => withCount(bytes, 2 ** 31), /at least/],
    ["are none at all", () => new Uint8Array(2), /ends after 2 bytes/],
  ])("that %s are an error that names their topic", (_, damage, why) => {
    const [one] = fc.sample(fc.tuple(transforms.filter((all) => all.length > 0)), {
      seed: 1,
      numRuns: 1,
    });
    const bytes = encoderFor("tf2_msgs/msg/TFMessage")(fieldsOf(one?.[0] ?? [], "nanosec"));
    const read = () => readerOf("cdr")(damage(bytes));
    expect(read).toThrow(why);
    expect(read).toThrow(/^\/tf: /);
    expect(read).toThrow(expect.objectContaining({ code: "message.malformed" }));
  });
});
