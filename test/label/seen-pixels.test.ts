import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Frame, type RgbImage, resample } from "../../src/core/index.js";
import { seenPixels } from "../../src/label/seen-pixels.js";
import { openThumbnails } from "../../src/label/thumbnails.js";

const whole = { width: 640, height: 480 };
const canvas = { width: 256, height: 192 };
const picture = { width: 208, height: 156 };

const scene: RgbImage = {
  ...whole,
  data: Uint8Array.from({ length: whole.width * whole.height * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % whole.width, Math.floor(i / 3 / whole.width)];
    return 128 + 60 * Math.sin(x / 40 + (i % 3)) + 60 * Math.cos(y / 30);
  }),
};

/** A camera's frame, and the sizes that it was decoded at. */
const countedFrame = (image = scene) => {
  const decoded: (number | undefined)[] = [];
  const frame: Frame = {
    stamp: 1n,
    camera: "/eye",
    frameId: "eye",
    ...whole,
    rgb: async (size) => {
      decoded.push(size?.width);
      const { width, height } = size ?? whole;
      const channels = 3;
      return resample({ ...image, channels }, width, height, "bilinear");
    },
  };
  return { frame, decoded };
};

const levels = (jpeg: Uint8Array | undefined) =>
  sharp(jpeg).raw().toBuffer({ resolveWithObject: true });

describe("the report's picture of a frame that a model has looked at", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "pictures-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const kept = async (frame: Frame, seen?: RgbImage) => {
    const thumbnails = await openThumbnails(folder);
    await thumbnails.offer(0, frame, seen);
    return levels(await thumbnails.read(0));
  };

  it("is made of what the model was given: the frame is decoded once", async () => {
    const { frame, decoded } = countedFrame();
    const pixels = seenPixels(frame);
    await pixels.frame.rgb(canvas);
    const { info } = await kept(frame, pixels.largest());
    expect(info).toMatchObject(picture);
    expect(decoded).toEqual([canvas.width]);
  });

  it("is the picture that the whole frame would give, but for the sharpness of single pixels", async () => {
    const { frame } = countedFrame();
    const direct = await kept(frame);
    const again = await kept(frame, await frame.rgb(canvas));
    const apart = direct.data.map((level, i) => Math.abs(level - (again.data[i] ?? 0)));
    expect(apart.reduce((sum, each) => sum + each, 0) / apart.length).toBeLessThan(2);
  });

  it("has the frame's shape, whatever the shape that the model was given", async () => {
    const { frame } = countedFrame();
    const { info } = await kept(frame, await frame.rgb({ width: 224, height: 224 }));
    expect(info).toMatchObject(picture);
  });

  it.each([
    ["looked at nothing", async () => undefined],
    [
      "was given less than the picture needs",
      (frame: Frame) => frame.rgb({ width: 128, height: 96 }),
    ],
    [
      "handed the pixels on to a thread",
      async (frame: Frame) => {
        const image = await frame.rgb(canvas);
        const { buffer } = image.data;
        if (buffer instanceof ArrayBuffer) structuredClone(buffer, { transfer: [buffer] });
      },
    ],
  ])("is decoded anew where the model %s", async (_, look) => {
    const { frame, decoded } = countedFrame();
    const pixels = seenPixels(frame);
    await look(pixels.frame);
    const { info } = await kept(frame, pixels.largest());
    expect(info).toMatchObject(picture);
    expect(decoded.at(-1)).toBe(picture.width);
  });

  it("shows a bending lens's image as it was taken, which the model was not given", async () => {
    const { frame } = countedFrame();
    const taken = countedFrame();
    const bent: Frame = { ...frame, asTaken: { rgb: taken.frame.rgb, pixelOf: (pixel) => pixel } };
    const pixels = seenPixels(bent);
    await pixels.frame.rgb(canvas);
    await kept(bent, pixels.largest());
    expect(taken.decoded).toEqual([picture.width]);
  });

  it("is of the largest that the model was given", async () => {
    const { frame } = countedFrame();
    const pixels = seenPixels(frame);
    for (const width of [64, 512, 256]) await pixels.frame.rgb({ width, height: width });
    expect(pixels.largest()?.width).toBe(512);
  });
});
