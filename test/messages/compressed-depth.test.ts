import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { deepPng, depthMessage, depthOf, metresOf, packedDepth, rvl } from "./depth-messages.js";
import { layouts } from "./image-messages.js";

const width = 4;
const values = [0, 0, 900, 901, 902, 0, 40_000, 1500, 65_535, 1, 0, 7];
const metres = values.map((value) => (value === 0 ? Number.NaN : Math.fround(value * 0.001)));

const read = (format: string, data: Uint8Array): number[] => [
  ...metresOf(depthMessage(format, data)),
];

describe("compressed depth in metres", () => {
  it.each(layouts)("from PNG and RVL of millimetres, with its header, in %s", (layout) => {
    for (const [format, image] of [
      ["16UC1; compressedDepth png", deepPng(width, values)],
      ["16UC1; compressedDepth", deepPng(width, values)],
      ["16UC1; compressedDepth rvl", rvl(width, values)],
    ] as const) {
      // Of 16UC1 the quantisation was never written: whatever stood in memory.
      const message = depthMessage(format, packedDepth(image, Number.NaN, -1e30), layout);
      const depth = depthOf(message);
      expect(depth).toMatchObject({
        stamp: 12_000_000_034n,
        frameId: "camera_optical",
        width,
        height: 3,
      });
      expect([...metresOf(message)]).toEqual(metres);
      expect([...depth.metresIn({ left: 2, top: 0, right: 4, bottom: 2 })]).toEqual(
        [2, 3, 6, 7].map((at) => metres[at]),
      );
    }
  });

  it("from 32FC1's inverse depth, within the quantisation that it was written with", () => {
    const [near, far] = [100, 10];
    const a = near * (near + 1);
    const b = 1 - a / far;
    const truth = [0.3, 0.5, 1, 2, 4, 8, 9.9, 12];
    // As compressed_depth_image_transport quantises: what is too far becomes 0, which is unknown.
    const quantised = truth.map((metre) => (metre < far ? Math.trunc(a / metre + b) : 0));
    for (const [kind, image] of [
      ["png", deepPng(4, quantised)],
      ["rvl", rvl(4, quantised)],
    ] as const) {
      const seen = read(`32FC1; compressedDepth ${kind}`, packedDepth(image, a, b));
      truth.forEach((metre, at) => {
        if (metre >= far) expect(seen[at]).toBeNaN();
        else expect(Math.abs((seen[at] ?? 0) - metre)).toBeLessThan((metre * metre) / a + 1e-6);
      });
    }
  });

  it("from a bare PNG of millimetres, as the transport of pictures sends it", () => {
    for (const format of ["16UC1; png compressed ", "mono16; png compressed ", "png", ""])
      expect(read(format, deepPng(width, values))).toEqual(metres);
  });

  it("from PNG predicted in each way, as the image library writes it too", async () => {
    const image = fc.array(fc.nat({ max: 65_535 }), { minLength: 15, maxLength: 15 });
    const filters = fc.array(fc.nat({ max: 4 }), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(image, filters, async (given, chosen) => {
        const wanted = given.map((value) =>
          value === 0 ? Number.NaN : Math.fround(value * 0.001),
        );
        expect(read("", deepPng(5, given, chosen))).toEqual(wanted);
        const library = await sharp(Uint16Array.from(given), {
          raw: { width: 5, height: 3, channels: 1 },
        })
          .toColourspace("grey16")
          .png({ adaptiveFiltering: true })
          .toBuffer();
        expect(read("", library)).toEqual(wanted);
      }),
      { numRuns: 50 },
    );
  });

  it("from RVL of any image", () => {
    const value = fc.oneof(fc.constant(0), fc.nat({ max: 65_535 }), fc.nat({ max: 9 }));
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (given) => {
        const wanted = given.map((one) => (one === 0 ? Number.NaN : Math.fround(one * 0.001)));
        expect(read("16UC1; compressedDepth rvl", packedDepth(rvl(given.length, given)))).toEqual(
          wanted,
        );
      }),
    );
  });
});

describe("compressed depth is refused", () => {
  const packed = packedDepth(deepPng(width, values), 100, 0);
  const runs = packedDepth(rvl(width, values));
  const claiming = (side: number): Uint8Array => {
    const bytes = runs.slice();
    new DataView(bytes.buffer).setUint32(12, side, true);
    new DataView(bytes.buffer).setUint32(16, side, true);
    return bytes;
  };

  it.each([
    ["without its encoding", "compressedDepth png", packed, "image.encoding", /begins with 16UC1/],
    ["of 32FC1 in a bare PNG", "32FC1; png", deepPng(2, [1, 2]), "image.encoding", /quantisation/],
    [
      "quantised by nothing",
      "32FC1; compressedDepth png",
      packedDepth(deepPng(2, [1, 2])),
      "image.corrupt",
      /quantisation of 0/,
    ],
    ["that is no PNG", "16UC1; compressedDepth png", runs, "image.corrupt", /no PNG/],
    [
      "of nothing",
      "16UC1; compressedDepth rvl",
      new Uint8Array(),
      "image.corrupt",
      /before its size/,
    ],
    [
      "of a size it only claims",
      "16UC1; compressedDepth rvl",
      claiming(9000),
      "image.corrupt",
      /can't have only/,
    ],
    ["of an absurd size", "16UC1; compressedDepth rvl", claiming(60_000), "image.size", /at most/],
    [
      "of more pixels than it has",
      "16UC1; compressedDepth rvl",
      claiming(20),
      "image.corrupt",
      /cut short/,
    ],
  ] as const)("%s", (_, format, data, code, reason) => {
    expect(() => read(format, data)).toThrow(expect.objectContaining({ code }));
    expect(() => read(format, data)).toThrow(reason);
  });

  it("where it is cut, wherever that is", () => {
    // A PNG's last chunk says nothing, and neither do the checksum's four bytes of the one before.
    const pngEnd = packed.length - 16;
    for (let length = 0; length < pngEnd; length += 1)
      expect(() => read("16UC1; compressedDepth png", packed.subarray(0, length))).toThrow();
    for (let length = 0; length < runs.length - 4; length += 1)
      expect(() => read("16UC1; compressedDepth rvl", runs.subarray(0, length))).toThrow();
  });
});
