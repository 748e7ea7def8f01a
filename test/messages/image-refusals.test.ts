import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { frameFromMessage } from "../../src/messages/index.js";
import { compressedMessage, type ImageFields, imageMessage } from "./image-messages.js";

const fine: ImageFields = { width: 4, height: 3, encoding: "rgb8", data: new Uint8Array(36) };
const photo = (width = 64, height = 48) =>
  sharp({
    create: {
      width,
      height,
      channels: 3,
      background: "teal",
      noise: { type: "gaussian", mean: 128, sigma: 60 },
    },
  });

describe("an image that can't be right is refused before a pixel is read", () => {
  it.each<[string, Partial<ImageFields>, string, RegExp]>([
    [
      "no pixels",
      { width: 0, height: 0, step: 0 },
      "image.size",
      /\/camera: an image of 0×0 pixels/,
    ],
    ["no rows", { height: 0, step: 12 }, "image.size", /4×0/],
    [
      "a step shorter than a row",
      { step: 11 },
      "image.size",
      /4×3 rgb8 needs a step of at least 12; got 11/,
    ],
    ["a step of 0", { step: 0 }, "image.size", /got 0/],
    [
      "fewer bytes than rows",
      { data: new Uint8Array(35), step: 12 },
      "image.size",
      /needs 36 bytes; got 35/,
    ],
    [
      "absurdly many pixels",
      { width: 20_000, height: 20_000, step: 60_000 },
      "image.size",
      /at most 100000000/,
    ],
    [
      "a size that overflows",
      { width: 2 ** 32 - 1, height: 2 ** 32 - 1, step: 1 },
      "image.size",
      /at most/,
    ],
    [
      "an encoding nobody knows",
      { encoding: "rgb565" },
      "image.encoding",
      /one of rgb8, bgr8, .*; got "rgb565"/,
    ],
    [
      "an encoding named like a method",
      { encoding: "constructor" },
      "image.encoding",
      /got "constructor"/,
    ],
    ["depth in place of colour", { encoding: "32FC1" }, "image.encoding", /got "32FC1"/],
  ])("%s", (_, wrong, code, message) => {
    const read = () => frameFromMessage(imageMessage({ ...fine, ...wrong }));
    expect(read).toThrow(expect.objectContaining({ code }));
    expect(read).toThrow(message);
  });

  it("a message of another type", () => {
    const read = () =>
      frameFromMessage({ ...imageMessage(fine), type: "sensor_msgs/msg/PointCloud2" });
    expect(read).toThrow(
      /must be a sensor_msgs Image or CompressedImage; is a sensor_msgs\/msg\/PointCloud2/,
    );
  });

  it("CDR of an encapsulation that ROS 2 does not write", () => {
    const { bytes, ...message } = imageMessage(fine);
    expect(() =>
      frameFromMessage({ ...message, bytes: Uint8Array.of(0, 7, ...bytes.slice(2)) }),
    ).toThrow(expect.objectContaining({ code: "message.malformed" }));
  });
});

describe("a compressed image", () => {
  it.each(["", "jpeg", "jpg", "JPEG", "rgb8; jpeg compressed bgr8", "mono8; jpeg compressed "])(
    'of format "%s" is read by its bytes',
    async (format) => {
      const frame = frameFromMessage(compressedMessage(format, await photo().jpeg().toBuffer()));
      expect(frame).toMatchObject({ width: 64, height: 48 });
      expect((await frame.rgb()).data).toHaveLength(64 * 48 * 3);
    },
  );

  it.each([
    ["16UC1; compressedDepth png", /depth, not colour/],
    ["32FC1; compressedDepth", /depth, not colour/],
    ["16UC1; png compressed ", /depth, not colour/],
    ["h264", /must be jpeg or png, webp or tiff; got "h264"/],
  ])('of format "%s" is refused', (format, message) => {
    const read = () => frameFromMessage(compressedMessage(format, new Uint8Array(100)));
    expect(read).toThrow(expect.objectContaining({ code: "image.encoding" }));
    expect(read).toThrow(message);
  });

  it.each(["jpeg", "png"] as const)("that is no %s at all is corrupt", (format) => {
    for (const data of [
      new Uint8Array(),
      new Uint8Array(50),
      Uint8Array.of(0xff, 0xd8, 0xff),
      Uint8Array.of(0x89, 0x50),
    ])
      expect(() => frameFromMessage(compressedMessage(format, data))).toThrow(
        expect.objectContaining({ code: "image.corrupt" }),
      );
  });

  it("of absurd size is refused by its header alone", async () => {
    const png = await photo().png().toBuffer();
    png.writeUInt32BE(100_000, 16);
    png.writeUInt32BE(100_000, 20);
    expect(() => frameFromMessage(compressedMessage("png", png))).toThrow(/100000×100000 pixels/);
  });

  it.each(["jpeg", "png"] as const)(
    "cut short is an error, never half a picture: %s",
    async (format) => {
      const whole = await photo(320, 240)[format]().toBuffer();
      for (const share of [0.3, 0.6, 0.95]) {
        const cut = whole.subarray(0, Math.floor(whole.length * share));
        const frame = frameFromMessage(compressedMessage(format, cut));
        await expect(frame.rgb()).rejects.toMatchObject({ code: "image.corrupt" });
        await expect(frame.rgb({ width: 96, height: 72 })).rejects.toMatchObject({
          code: "image.corrupt",
        });
      }
    },
  );

  it("with stray bytes before its end, as USB cameras send them, is no error", async () => {
    const jpeg = await photo().jpeg().toBuffer();
    const stray = Buffer.concat([
      jpeg.subarray(0, -2),
      Buffer.alloc(3),
      jpeg.subarray(-2),
      Buffer.alloc(64),
    ]);
    const image = await frameFromMessage(compressedMessage("jpeg", stray)).rgb();
    expect(image.data).toEqual(
      (await frameFromMessage(compressedMessage("jpeg", jpeg)).rgb()).data,
    );
  });
});

describe("rgb(size)", () => {
  it.each([
    { width: 0, height: 4 },
    { width: 4, height: -1 },
    { width: 1.5, height: 4 },
    { width: Number.NaN, height: 4 },
  ])("refuses $width×$height as the programmer's mistake", async (size) => {
    await expect(frameFromMessage(imageMessage(fine)).rgb(size)).rejects.toThrow(RangeError);
  });
});
