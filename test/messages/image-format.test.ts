import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { frameFromMessage } from "../../src/messages/index.js";
import { compressedMessage, imageMessage } from "./image-messages.js";

const olive = [120, 100, 20] as const;
const plain = () =>
  sharp({ create: { width: 16, height: 12, channels: 3, background: { r: 120, g: 100, b: 20 } } });
const files = {
  jpeg: await plain().jpeg({ quality: 100, chromaSubsampling: "4:4:4" }).toBuffer(),
  png: await plain().png().toBuffer(),
  "png of 16 bits": await plain().toColourspace("rgb16").png().toBuffer(),
  webp: await plain().webp({ lossless: true }).toBuffer(),
  "lossy webp": await plain().webp({ quality: 100 }).toBuffer(),
  "webp with alpha": await plain().ensureAlpha(0.5).webp({ lossless: true }).toBuffer(),
  tiff: await plain().tiff({ compression: "lzw" }).toBuffer(),
  "tiff of planes": await plain().tiff({ compression: "none" }).toBuffer(),
};

const firstPixel = async (format: string, data: Uint8Array): Promise<number[]> => {
  const frame = frameFromMessage(compressedMessage(format, data));
  expect(frame).toMatchObject({ width: 16, height: 12 });
  return [...(await frame.rgb()).data.slice(0, 3)];
};

const near = (given: readonly number[], wanted: readonly number[]): void => {
  for (const [at, value] of wanted.entries())
    expect(Math.abs((given[at] ?? Number.NaN) - value), `${given}`).toBeLessThanOrEqual(3);
};

describe("the bytes of a compressed image say what it is", () => {
  const names = [
    "",
    "jpeg",
    "png",
    "webp",
    "bgr8",
    "rgb8",
    "h264",
    "mjpeg",
    "rgb8; jpeg compressed bgr8",
  ];

  it.each(Object.entries(files))("%s, whatever its format is called", async (_, file) => {
    for (const format of names) near(await firstPixel(format, file), olive);
  });
});

describe("the format says what the bytes can't:", () => {
  const [red, green, blue] = olive;
  const exchanged = [blue, green, red];

  it.each([
    // What compressed_image_transport encodes has been made B, G, R, which is what OpenCV takes.
    ["rgb8; jpeg compressed bgr8", "jpeg", olive],
    ["bgr8; png compressed bgr8", "png", olive],
    ["rgba8; png compressed bgr8", "png", olive],
    ["rgb16; png compressed bgr16", "png of 16 bits", olive],
    // R, G, B handed to an encoder of B, G, R.
    ["bgr8; jpeg compressed rgb8", "jpeg", exchanged],
    ["rgb8; png compressed rgb8", "png", exchanged],
    ["rgb16; png compressed rgb16", "png of 16 bits", exchanged],
    // A TIFF is encoded as the raw image lies.
    ["bgr8; tiff compressed ", "tiff", olive],
    ["rgb8; tiff compressed ", "tiff", exchanged],
  ] as const)("colours' order, %s", async (format, file, wanted) => {
    near(await firstPixel(format, files[file]), wanted);
  });

  describe("Bayer", () => {
    const [width, height] = [16, 12];
    const mosaic = Uint8Array.from({ length: width * height }, (_, at) => {
      const [x, y] = [at % width, Math.floor(at / width)];
      return y % 2 === 0 ? ([red, green][x % 2] ?? 0) : ([green, blue][x % 2] ?? 0);
    });
    const grey = sharp(mosaic, { raw: { width, height, channels: 1 } }).toColourspace("b-w");
    const raw = imageMessage({ width, height, encoding: "bayer_rggb8", data: mosaic });

    it.each(["bayer_rggb8; png compressed ", "bayer_rggb16; png compressed", "bayer_rggb8"])(
      "%s is a mosaic still: the same colours as of the raw image",
      async (format) => {
        const frame = frameFromMessage(
          compressedMessage(format, await grey.clone().png().toBuffer()),
        );
        for (const size of [undefined, { width: 8, height: 6 }])
          expect((await frame.rgb(size)).data).toEqual(
            (await frameFromMessage(raw).rgb(size)).data,
          );
      },
    );

    it("16 bits deep", async () => {
      const deep = Uint16Array.from(mosaic, (value) => value * 257);
      const png = await sharp(deep, { raw: { width, height, channels: 1 } })
        .toColourspace("grey16")
        .png()
        .toBuffer();
      expect(await firstPixel("bayer_rggb16; png compressed ", png)).toEqual([...olive]);
    });

    it.each(["bayer_rggb8; jpeg compressed ", "bayer_rggb8; jpeg compressed bayer_rggb8"])(
      "%s",
      async (format) => {
        const jpeg = await grey.clone().jpeg({ quality: 100 }).toBuffer();
        near(await firstPixel(format, jpeg), olive);
      },
    );

    it("that its publisher made grey is grey, and colours are colours", async () => {
      const jpeg = await grey.clone().jpeg({ quality: 100 }).toBuffer();
      const [r, g, b] = await firstPixel("bayer_rggb8; jpeg compressed mono8", jpeg);
      expect([g, b]).toEqual([r, r]);
      near(await firstPixel("bayer_rggb8; jpeg compressed bgr8", files.jpeg), olive);
    });

    it.each(["jpeg", "png", "webp"] as const)("a %s of colours is no mosaic", (name) => {
      const read = () =>
        frameFromMessage(compressedMessage("bayer_gbrg8; jpeg compressed ", files[name]));
      expect(read).toThrow(expect.objectContaining({ code: "image.encoding" }));
      expect(read).toThrow(/"bayer_gbrg8; jpeg compressed " says a Bayer mosaic.*has 3/);
    });
  });

  it("depth, which is no picture, compressed or not", () => {
    for (const encoding of ["32FC1", "16UC1"]) {
      const raw = imageMessage({ width: 1, height: 1, encoding, data: [0, 0, 0, 0] });
      expect(() => frameFromMessage(raw)).toThrow(/which is depth, not colour/);
    }
  });
});

describe("a compressed image is refused before anything is allocated for it:", () => {
  it("a TIFF of floating-point numbers", async () => {
    const depth: Buffer = await plain()
      .toColourspace("b-w")
      .tiff({ compression: "none" })
      .toBuffer();
    const at = depth.indexOf(Buffer.of(0x53, 0x01, 3, 0));
    depth.writeUInt16LE(3, at + 8);
    expect(() => frameFromMessage(compressedMessage("", depth))).toThrow(
      /measurements, not colours/,
    );
  });

  it("a JPEG and a PNG of more pixels than their bytes can hold", () => {
    const jpeg = Buffer.from(files.jpeg);
    const frame = jpeg.indexOf(Buffer.of(0xff, 0xc0));
    jpeg.writeUInt32BE(0x2000_2000, frame + 5);
    const png = Buffer.from(files.png);
    png.writeUInt32BE(9000, 16);
    png.writeUInt32BE(9000, 20);
    for (const bytes of [jpeg, png])
      expect(() => frameFromMessage(compressedMessage("", bytes))).toThrow(/can't have only/);
  });
});
