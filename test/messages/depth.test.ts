import { describe, expect, it } from "vitest";
import { depthFromMessage } from "../../src/messages/index.js";
import { compressedMessage, imageMessage, layouts } from "./image-messages.js";

const bytesOf = (values: readonly number[], size: 2 | 4, littleEndian: boolean): Uint8Array => {
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, at) => {
    if (size === 2) view.setUint16(at * 2, value, littleEndian);
    else view.setFloat32(at * 4, value, littleEndian);
  });
  return new Uint8Array(view.buffer);
};

const metresOf = (encoding: string, values: readonly number[], bigEndian = false): number[] => {
  const data = bytesOf(values, encoding === "32FC1" ? 4 : 2, !bigEndian);
  const message = imageMessage({ width: values.length, height: 1, encoding, data, bigEndian });
  return [...depthFromMessage(message).metres];
};

describe("depth in metres", () => {
  it.each([false, true])(
    "from 16UC1 and mono16 millimetres, 0 unknown (bigEndian %s)",
    (bigEndian) => {
      for (const encoding of ["16UC1", "mono16"]) {
        const metres = metresOf(encoding, [0, 1, 1500, 65_535], bigEndian);
        expect(metres).toEqual([Number.NaN, ...[0.001, 1.5, 65.535].map(Math.fround)]);
      }
    },
  );

  it.each([false, true])(
    "from 32FC1, out of range staying infinite (bigEndian %s)",
    (bigEndian) => {
      const given = [1.25, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -3];
      expect(metresOf("32FC1", given, bigEndian)).toEqual([
        1.25,
        Number.NaN,
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
        Number.NaN,
        Number.NaN,
      ]);
    },
  );

  it("leaves row padding out, at any alignment of the data", () => {
    for (const padding of [0, 1, 2, 3, 4]) {
      const row = (value: number) => [
        ...bytesOf([value, value], 4, true),
        ...Array<number>(padding).fill(255),
      ];
      const fields = {
        width: 2,
        height: 2,
        encoding: "32FC1",
        step: 8 + padding,
        data: [...row(1), ...row(2)],
      };
      expect([...depthFromMessage(imageMessage(fields)).metres]).toEqual([1, 1, 2, 2]);
    }
  });

  it.each(layouts)("with its header, in %s", (layout) => {
    const message = imageMessage(
      { width: 1, height: 1, encoding: "16UC1", data: [232, 3] },
      layout,
    );
    const depth = depthFromMessage(message);
    expect(depth).toMatchObject({
      stamp: 12_000_000_034n,
      frameId: "camera_optical",
      width: 1,
      height: 1,
    });
    expect(depth.metres[0]).toBe(1);
  });

  it.each([
    [
      "colour",
      imageMessage({ width: 1, height: 1, encoding: "rgb8", data: [1, 2, 3] }),
      /must be one of 32FC1, 16UC1, mono16; got "rgb8"/,
    ],
    [
      "a short step",
      imageMessage({ width: 2, height: 1, encoding: "16UC1", step: 3, data: [1, 2, 3, 4] }),
      /step of at least 4; got 3/,
    ],
    [
      "too few bytes",
      imageMessage({ width: 1, height: 2, encoding: "32FC1", step: 4, data: [1, 2, 3, 4] }),
      /needs 8 bytes; got 4/,
    ],
    [
      "another message",
      { ...compressedMessage("", new Uint8Array(9)), type: "sensor_msgs/msg/PointCloud2" },
      /depth must be a sensor_msgs Image or CompressedImage; is a sensor_msgs\/msg\/PointCloud2/,
    ],
  ])("is refused for %s", (_, message, reason) => {
    expect(() => depthFromMessage(message)).toThrow(reason);
  });
});
