import sharp, { type Sharp } from "sharp";
import { describe, expect, it } from "vitest";
import { frameFromFile, frameFromMessage } from "../../src/messages/index.js";
import { compressedMessage } from "./image-messages.js";

/** 32×16: left half one colour, right half another. */
const halves = (left: string, right: string): Sharp =>
  sharp({ create: { width: 32, height: 16, channels: 3, background: left } }).composite([
    {
      input: { create: { width: 16, height: 16, channels: 3, background: right } },
      left: 16,
      top: 0,
    },
  ]);

const corners = (data: Uint8Array, width: number): number[][] => [
  [...data.slice(0, 3)],
  [...data.slice(width * 3 - 3, width * 3)],
];

const near = (
  given: readonly number[] | undefined,
  wanted: readonly number[],
  within: number,
): void => {
  wanted.forEach((value, at) => {
    expect(Math.abs((given?.[at] ?? Number.NaN) - value), `${given}`).toBeLessThanOrEqual(within);
  });
};

const topicRgb = async (data: Uint8Array, size?: { width: number; height: number }) =>
  frameFromMessage(compressedMessage("", data)).rgb(size);

describe("whatever a file stores, RGB comes out:", () => {
  it.each([undefined, { width: 8, height: 4 }, { width: 64, height: 32 }])(
    "grey JPEG, at %o",
    async (size) => {
      const jpeg = await halves("#404040", "#c0c0c0").greyscale().jpeg().toBuffer();
      const { data, width } = await topicRgb(jpeg, size);
      const [left, right] = corners(data, width);
      near(left, [64, 64, 64], 2);
      near(right, [192, 192, 192], 2);
    },
  );

  it("CMYK JPEG", async () => {
    const jpeg = await halves("#ffffff", "#000000")
      .toColourspace("cmyk")
      .jpeg({ quality: 100 })
      .toBuffer();
    const { data, width } = await topicRgb(jpeg);
    const [left, right] = corners(data, width);
    near(left, [255, 255, 255], 12);
    near(right, [0, 0, 0], 60); // CMYK's black is not quite
  });

  it("PNG with alpha keeps the colours of what is transparent, resized or not", async () => {
    const png = await halves("#ff0000", "#0000ff").ensureAlpha(0).png().toBuffer();
    for (const size of [undefined, { width: 8, height: 4 }]) {
      const { data, width } = await topicRgb(png, size);
      expect(corners(data, width)).toEqual([
        [255, 0, 0],
        [0, 0, 255],
      ]);
    }
  });

  it("PNG with 16 bits a channel, and one with a palette", async () => {
    const deep = await halves("#ff0000", "#0000ff").toColourspace("rgb16").png().toBuffer();
    const palette = await halves("#ff0000", "#0000ff").png({ palette: true }).toBuffer();
    expect(corners((await topicRgb(deep)).data, 32)).toEqual([
      [255, 0, 0],
      [0, 0, 255],
    ]);
    expect(corners((await topicRgb(palette)).data, 32)).toEqual([
      [255, 0, 0],
      [0, 0, 255],
    ]);
  });
});

describe("EXIF orientation", () => {
  const turned = () =>
    halves("#ff0000", "#0000ff").withMetadata({ orientation: 6 }).png().toBuffer();

  it("turns an image file upright, and its size with it", async () => {
    const frame = await frameFromFile(await turned(), "photo.png");
    expect(frame).toMatchObject({ width: 16, height: 32 });
    for (const size of [undefined, { width: 8, height: 16 }, { width: 32, height: 64 }]) {
      const { data, width } = await frame.rgb(size);
      expect(width).toBe(size?.width ?? 16);
      expect([...data.slice(0, 3)]).toEqual([255, 0, 0]); // red was left, is on top
      expect([...data.slice(-3)]).toEqual([0, 0, 255]);
    }
  });

  it("does not turn a topic's image, which is as its calibration saw it", async () => {
    const jpeg = await halves("#ff0000", "#0000ff")
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const frame = frameFromMessage(compressedMessage("jpeg", jpeg));
    expect(frame).toMatchObject({ width: 32, height: 16 });
    expect(await frame.rgb()).toMatchObject({ width: 32, height: 16 });
    expect(await frame.rgb({ width: 8, height: 4 })).toMatchObject({ width: 8, height: 4 });
  });
});
