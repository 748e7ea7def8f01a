import { describe, expect, it } from "vitest";
import { frameFromMessage, rawEncodings } from "../../src/messages/index.js";
import { type ImageFields, imageMessage, layouts } from "./image-messages.js";

const rgbOf = async (fields: ImageFields): Promise<number[]> => {
  const { data } = await frameFromMessage(imageMessage(fields)).rgb();
  return [...data];
};

/** A 2×1 image whose pixels are (10, 20, 30) and (200, 210, 220). */
const colours: Readonly<Record<string, readonly number[]>> = {
  rgb8: [10, 20, 30, 200, 210, 220],
  bgr8: [30, 20, 10, 220, 210, 200],
  rgba8: [10, 20, 30, 0, 200, 210, 220, 255],
  bgra8: [30, 20, 10, 0, 220, 210, 200, 255],
  "8UC3": [30, 20, 10, 220, 210, 200],
  "8UC4": [30, 20, 10, 0, 220, 210, 200, 255],
  rgb16: [1, 10, 2, 20, 3, 30, 4, 200, 5, 210, 6, 220],
  bgr16: [3, 30, 2, 20, 1, 10, 6, 220, 5, 210, 4, 200],
  rgba16: [1, 10, 2, 20, 3, 30, 9, 0, 4, 200, 5, 210, 6, 220, 9, 255],
  bgra16: [3, 30, 2, 20, 1, 10, 9, 0, 6, 220, 5, 210, 4, 200, 9, 255],
  "16UC3": [3, 30, 2, 20, 1, 10, 6, 220, 5, 210, 4, 200],
  "16UC4": [3, 30, 2, 20, 1, 10, 9, 0, 6, 220, 5, 210, 4, 200, 9, 255],
  RGB8: [10, 20, 30, 200, 210, 220],
  "8uc3": [30, 20, 10, 220, 210, 200],
};

describe("colours come out as red, green, blue from", () => {
  it.each(Object.entries(colours))("%s", async (encoding, data) => {
    expect(await rgbOf({ width: 2, height: 1, encoding, data })).toEqual([
      10, 20, 30, 200, 210, 220,
    ]);
  });

  it.each(["mono8", "8UC1"])("%s, all three alike", async (encoding) => {
    const grey = await rgbOf({ width: 2, height: 1, encoding, data: [7, 250] });
    expect(grey).toEqual([7, 7, 7, 250, 250, 250]);
  });

  it.each([
    { bigEndian: false, data: [99, 7, 99, 250] },
    { bigEndian: true, data: [7, 99, 250, 99] },
  ])("mono16, bigEndian $bigEndian: its more significant byte", async ({ bigEndian, data }) => {
    const grey = await rgbOf({ width: 2, height: 1, encoding: "mono16", bigEndian, data });
    expect(grey).toEqual([7, 7, 7, 250, 250, 250]);
  });
});

/** BT.601 in video range: Y 16 is black, 235 white; U 90, V 240 with Y 81 is pure red, and so on. */
const black = { y: 16, u: 128, v: 128, rgb: [0, 0, 0] };
const white = { y: 235, u: 128, v: 128, rgb: [255, 255, 255] };
const red = { y: 81, u: 90, v: 240, rgb: [254, 0, 0] };
const green = { y: 145, u: 54, v: 34, rgb: [0, 255, 1] };
const blue = { y: 41, u: 240, v: 110, rgb: [0, 0, 255] };

describe("YUV is BT.601 in video range:", () => {
  it.each([black, white, red, green, blue])("$y $u $v", async ({ y, u, v, rgb }) => {
    const pairs = {
      yuv422: [u, y, v, y],
      uyvy: [u, y, v, y],
      yuv422_yuy2: [y, u, y, v],
      yuyv: [y, u, y, v],
      YUY2: [y, u, y, v],
    };
    for (const [encoding, data] of Object.entries(pairs))
      expect(await rgbOf({ width: 2, height: 1, encoding, data }), encoding).toEqual([
        ...rgb,
        ...rgb,
      ]);
    const square = { width: 2, height: 2, step: 2 };
    const four = [...rgb, ...rgb, ...rgb, ...rgb];
    expect(await rgbOf({ ...square, encoding: "nv21", data: [y, y, y, y, v, u] })).toEqual(four);
    expect(await rgbOf({ ...square, encoding: "nv12", data: [y, y, y, y, u, v] })).toEqual(four);
    const full = [y, y, y, y, u, v, u, v, u, v, u, v];
    expect(await rgbOf({ ...square, encoding: "nv24", data: full })).toEqual(four);
  });

  it("planes without padding are read as they lie, whatever the step says of them", async () => {
    const { y, u, v, rgb } = red;
    const planes = { nv12: [y, y, y, y, u, v], nv24: [y, y, y, y, u, v, u, v, u, v, u, v] };
    for (const [encoding, data] of Object.entries(planes))
      for (const step of [2, 3, 4, 6]) {
        const read = await rgbOf({ width: 2, height: 2, encoding, step, data });
        expect(read, `${encoding} ${step}`).toEqual([...rgb, ...rgb, ...rgb, ...rgb]);
      }
  });

  it("each pixel has its own luma, and shares its chroma with one neighbour", async () => {
    const row = [81, 90, 16, 240, 235, 128, 16, 128];
    const rgb = await rgbOf({ width: 4, height: 1, encoding: "yuyv", data: row });
    expect(rgb.slice(0, 3)).toEqual(red.rgb);
    expect(rgb[3]).toBeGreaterThan(150); // dark, but red still
    expect(rgb.slice(6)).toEqual([...white.rgb, ...black.rgb]);
  });

  it("an odd width ends on half a pair", async () => {
    const data = [235, 128, 235, 128, 81, 90, 0, 240];
    const rgb = await rgbOf({ width: 3, height: 1, encoding: "yuyv", data });
    expect(rgb).toEqual([...white.rgb, ...white.rgb, ...red.rgb]);
  });
});

describe("Bayer", () => {
  const patterns = ["rggb", "bggr", "gbrg", "grbg"] as const;
  /** What a sensor behind this filter sees of a scene. */
  const mosaic = (
    pattern: string,
    side: number,
    scene: (x: number, y: number) => Record<string, number>,
  ) =>
    Array.from({ length: side * side }, (_, at) => {
      const [x, y] = [at % side, Math.floor(at / side)];
      return scene(x, y)[pattern[(y % 2) * 2 + (x % 2)] ?? ""] ?? 0;
    });

  it.each(patterns)("%s gives back a plain colour exactly, edges too", async (pattern) => {
    const data = mosaic(pattern, 5, () => ({ r: 200, g: 90, b: 40 }));
    const rgb = await rgbOf({ width: 5, height: 5, encoding: `bayer_${pattern}8`, data });
    expect(rgb).toEqual(Array.from({ length: 25 }, () => [200, 90, 40]).flat());
  });

  it.each(patterns)("%s interpolates a gradient without shifting it", async (pattern) => {
    const data = mosaic(pattern, 8, (x, y) => ({ r: 10 * x, g: 10 * y, b: 5 * (x + y) }));
    const rgb = await rgbOf({ width: 8, height: 8, encoding: `bayer_${pattern}8`, data });
    for (let y = 1; y < 7; y += 1)
      for (let x = 1; x < 7; x += 1)
        expect(rgb.slice((y * 8 + x) * 3, (y * 8 + x) * 3 + 3)).toEqual([
          10 * x,
          10 * y,
          5 * (x + y),
        ]);
  });

  it.each(patterns)("%s of 16 bits is that of its more significant bytes", async (pattern) => {
    const data = Array.from({ length: 48 }, (_, at) => (at * 37) % 256);
    const size = { width: 8, height: 6 };
    const shallow = await rgbOf({ ...size, encoding: `bayer_${pattern}8`, data });
    for (const bigEndian of [false, true]) {
      const deep = data.flatMap((value) => (bigEndian ? [value, 99] : [99, value]));
      const encoding = `bayer_${pattern}16`;
      expect(await rgbOf({ ...size, encoding, bigEndian, data: deep })).toEqual(shallow);
    }
  });

  it("of a single pixel or row is no crash", async () => {
    expect(await rgbOf({ width: 1, height: 1, encoding: "bayer_rggb8", data: [50] })).toHaveLength(
      3,
    );
    expect(
      await rgbOf({ width: 3, height: 1, encoding: "bayer_gbrg8", data: [1, 2, 3] }),
    ).toHaveLength(9);
  });
});

describe("row padding is left out, and the last row may lack it:", () => {
  it.each(rawEncodings)("%s", async (encoding) => {
    const size = { width: 4, height: 2, encoding };
    const rowBytes = bytesPerPixel(encoding) * 4;
    const rows = rowsOf(encoding).map((times) => testBytes(rowBytes * times));
    const padded = rows.flatMap((row, at) => [
      ...row,
      ...paddingOf(row.length / rowBytes, at, rows.length),
    ]);
    const data = rows.flat();
    const plain = await rgbOf({ ...size, step: rowBytes, data });
    expect(await rgbOf({ ...size, step: rowBytes + 3, data: padded })).toEqual(plain);
  });
});

const testBytes = (count: number): number[] =>
  Array.from({ length: count }, (_, at) => (at * 37 + count) % 251);

/** Of a 4×2 image: how many times the first row's bytes each has. */
const rowsOf = (encoding: string): number[] => {
  if (encoding === "nv24") return [1, 1, 2, 2];
  return /^nv(12|21)$/.test(encoding) ? [1, 1, 1] : [1, 1];
};

const paddingOf = (times: number, row: number, rows: number): number[] =>
  row === rows - 1 && times === 1 ? [] : Array<number>(3 * times).fill(255);

const bytesPerPixel = (encoding: string): number => {
  if (/^(yuv|uyvy|yuyv|mono16)/.test(encoding)) return 2;
  if (/^bayer.*16$/.test(encoding)) return 2;
  if (/a16$|^16UC4/.test(encoding)) return 8;
  if (/16$|^16UC3/.test(encoding)) return 6;
  if (/a8$|C4$/.test(encoding)) return 4;
  return /^(rgb8|bgr8|8UC3)$/.test(encoding) ? 3 : 1;
};

describe.each(layouts)("the header, in %s", (layout) => {
  it("is read without touching a pixel", () => {
    const message = imageMessage({ width: 2, height: 1, encoding: "mono8", data: [1, 2] }, layout);
    expect(frameFromMessage(message)).toMatchObject({
      stamp: 12_000_000_034n,
      frameId: "camera_optical",
      camera: "/camera",
      width: 2,
      height: 1,
    });
  });

  it("carries calibrated intrinsics, and says when it had to assume a lens of 60°", () => {
    const message = imageMessage({ width: 2, height: 1, encoding: "mono8", data: [1, 2] }, layout);
    const intrinsics = { fx: 1, fy: 2, cx: 3, cy: 4 };
    expect(
      frameFromMessage({ ...message, calibration: { intrinsics, width: 2, height: 1 } }),
    ).toMatchObject({
      intrinsics,
      intrinsicsSource: "camera_info",
    });
    const assumed = frameFromMessage(message);
    expect(assumed.intrinsicsSource).toBe("assumed");
    expect(assumed.intrinsics?.fx).toBeCloseTo(1 / Math.tan(Math.PI / 6), 9);
  });
});
