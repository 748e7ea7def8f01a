import { describe, expect, it } from "vitest";
import { depthReader } from "../../src/messages/index.js";
import { depthOf, metresOf } from "./depth-messages.js";
import { encodings, recorded } from "./foxglove/encodings.js";
import { compressedMessage, imageMessage, layouts } from "./image-messages.js";

const bytesOf = (values: readonly number[], size: 2 | 4, littleEndian: boolean): Uint8Array => {
  const view = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, at) => {
    if (size === 2) view.setUint16(at * 2, value, littleEndian);
    else view.setFloat32(at * 4, value, littleEndian);
  });
  return new Uint8Array(view.buffer);
};

const read = (encoding: string, values: readonly number[], bigEndian = false): number[] => {
  const data = bytesOf(values, encoding === "32FC1" ? 4 : 2, !bigEndian);
  const message = imageMessage({ width: values.length, height: 1, encoding, data, bigEndian });
  return [...metresOf(message)];
};

describe("depth in metres", () => {
  it.each([false, true])(
    "from 16UC1 and mono16 millimetres, 0 unknown (bigEndian %s)",
    (bigEndian) => {
      for (const encoding of ["16UC1", "mono16"]) {
        const metres = read(encoding, [0, 1, 1500, 65_535], bigEndian);
        expect(metres).toEqual([Number.NaN, ...[0.001, 1.5, 65.535].map(Math.fround)]);
      }
    },
  );

  it.each([false, true])(
    "from 32FC1, out of range staying infinite (bigEndian %s)",
    (bigEndian) => {
      const given = [1.25, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -3];
      expect(read("32FC1", given, bigEndian)).toEqual([
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
      expect([...metresOf(imageMessage(fields))]).toEqual([1, 1, 2, 2]);
    }
  });

  it("reads a window without the rest", () => {
    const data = bytesOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 2, true);
    const depth = depthOf(imageMessage({ width: 4, height: 3, encoding: "16UC1", data }));
    expect([...depth.metresIn({ left: 1, top: 1, right: 3, bottom: 3 })]).toEqual(
      [6, 7, 10, 11].map((mm) => Math.fround(mm / 1000)),
    );
    expect([...depth.metresIn({ left: 2, top: 1, right: 2, bottom: 3 })]).toEqual([]);
  });

  it.each(encodings)("from foxglove's RawImage in %s", (encoding) => {
    const data = bytesOf([0, 1500], 2, true);
    const content = { timestamp: 7n, frame_id: "depth", width: 2, height: 1, encoding: "16UC1" };
    const { schema, bytes } = recorded("RawImage", encoding, { ...content, step: 4, data });
    const { header, depth } = depthReader(schema);
    expect(header(bytes)).toEqual({ stamp: 7n, frameId: "depth" });
    const seen = depth(bytes);
    expect(seen).toMatchObject({ stamp: 7n, frameId: "depth", width: 2, height: 1 });
    expect([...seen.metresIn({ left: 0, top: 0, right: 2, bottom: 1 })]).toEqual([Number.NaN, 1.5]);
  });

  it.each(layouts)("with its header, in %s", (layout) => {
    const message = imageMessage(
      { width: 1, height: 1, encoding: "16UC1", data: [232, 3] },
      layout,
    );
    const depth = depthOf(message);
    expect(depth).toMatchObject({
      stamp: 12_000_000_034n,
      frameId: "camera_optical",
      width: 1,
      height: 1,
    });
    expect(metresOf(message)[0]).toBe(1);
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
      /its messages are sensor_msgs\/msg\/PointCloud2 in cdr; read are sensor_msgs\/Image/,
    ],
  ])("is refused for %s", (_, message, reason) => {
    expect(() => depthOf(message)).toThrow(reason);
  });
});
