import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeExample, encodeExample, type Values } from "../../../src/export/rlds/example.js";

const values: fc.Arbitrary<Values> = fc.oneof(
  fc.record({ kind: fc.constant("bytes" as const), values: fc.array(fc.uint8Array()) }),
  fc.record({
    kind: fc.constant("float" as const),
    values: fc.array(fc.float({ noNaN: true }).filter((each) => !Object.is(each, -0))),
  }),
  fc.record({ kind: fc.constant("int64" as const), values: fc.array(fc.maxSafeInteger()) }),
);

describe("a tf.train.Example", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), values)), (entries) => {
        const example = new Map(entries);
        const read = decodeExample(encodeExample(example));
        expect([...read.keys()]).toEqual([...example.keys()]);
        for (const [key, { kind, values: all }] of example) {
          expect(read.get(key)?.kind).toBe(kind);
          expect([...(read.get(key)?.values ?? [])].map(String)).toEqual([...all].map(String));
        }
      }),
    );
  });

  it("has the bytes that TensorFlow writes", () => {
    // tf.train.Example(features={"a": int64 [1, 0]}).SerializeToString()
    const bytes = encodeExample(new Map([["a", { kind: "int64", values: [1, 0] }]]));
    expect(Buffer.from(bytes).toString("hex")).toBe("0a0d0a0b0a016112061a040a020100");
  });
});
