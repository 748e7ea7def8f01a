import { readFileSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { Frame, RgbImage } from "../../src/core/index.js";
import { frameFromFile, frameFromMessage } from "../../src/messages/index.js";
import { compressedMessage, imageMessage } from "./image-messages.js";

const folder = "test/fixtures/images";
const pixelsOf = (path: string): Promise<Uint8Array> => sharp(path).removeAlpha().raw().toBuffer();

const difference = (one: Uint8Array, other: Uint8Array) => {
  expect(one.length).toBe(other.length);
  const levels = Uint8Array.from(one, (value, at) => Math.abs(value - (other[at] ?? 0)));
  return {
    mean: levels.reduce((sum, level) => sum + level, 0) / levels.length,
    most: levels.reduce((most, level) => Math.max(most, level), 0),
    shareAbove2: levels.filter((level) => level > 2).length / levels.length,
  };
};

const againstPillow = async (image: RgbImage, name: string) =>
  difference(image.data, await pixelsOf(`${folder}/${name}.${image.width}x${image.height}.png`));

const jpegFrame = (name: string): Frame =>
  frameFromMessage(compressedMessage("jpeg", readFileSync(`${folder}/${name}`)));

const rawFrame = async (encoding: "rgb8" | "bgr8"): Promise<Frame> => {
  const data = await pixelsOf(`${folder}/scene.jpg.320x240.png`);
  if (encoding === "bgr8")
    for (let at = 0; at < data.length; at += 3) data.subarray(at, at + 3).reverse();
  return frameFromMessage(imageMessage({ width: 320, height: 240, encoding, data }));
};

describe("a JPEG", () => {
  it("decodes to the very pixels that training saw", async () => {
    expect(await againstPillow(await jpegFrame("scene.jpg").rgb(), "scene.jpg")).toMatchObject({
      most: 0,
    });
  });

  it.each([
    ["scene.jpg", 192, 144],
    ["scene.jpg", 100, 37],
    ["large.jpg", 192, 144],
  ])(
    "%s shrunk to %i×%i is what training made of it, within the library's rounding",
    async (name, width, height) => {
      const { mean, most, shareAbove2 } = await againstPillow(
        await jpegFrame(name).rgb({ width, height }),
        name,
      );
      expect(mean).toBeLessThan(0.7);
      expect(shareAbove2).toBeLessThan(0.03);
      expect(most).toBeLessThan(12);
    },
  );

  it.each([
    [400, 300],
    [60, 300],
  ])("enlarged to %i×%i, in one direction or both, is exactly that", async (width, height) => {
    const image = await jpegFrame("scene.jpg").rgb({ width, height });
    expect((await againstPillow(image, "scene.jpg")).most).toBe(0);
  });
});

describe("raw pixels", () => {
  it.each(["rgb8", "bgr8"] as const)("%s resize like a JPEG of them", async (encoding) => {
    const frame = await rawFrame(encoding);
    for (const size of [
      { width: 192, height: 144 },
      { width: 400, height: 300 },
    ]) {
      const { mean, shareAbove2 } = await againstPillow(await frame.rgb(size), "scene.jpg");
      expect(mean).toBeLessThan(0.7);
      expect(shareAbove2).toBeLessThan(0.01);
    }
  });

  it("mono8 resize as grey, whichever way", async () => {
    const row = [0, 0, 0, 0, 100, 100, 100, 100];
    const fields = { width: 8, height: 2, encoding: "mono8", data: [...row, ...row] };
    const frame = frameFromMessage(imageMessage(fields));
    const shrunk = [...(await frame.rgb({ width: 4, height: 1 })).data];
    const enlarged = [...(await frame.rgb({ width: 16, height: 4 })).data];
    expect(shrunk).toEqual([0, 13, 88, 100].flatMap((grey) => [grey, grey, grey]));
    expect(enlarged.slice(7 * 3, 9 * 3)).toEqual([25, 25, 25, 75, 75, 75]);
  });
});

describe("an image file", () => {
  it.each(["jpeg", "png", "webp"] as const)("%s resizes like a topic's image", async (format) => {
    const options = {
      jpeg: { quality: 100, chromaSubsampling: "4:4:4" },
      png: {},
      webp: { lossless: true },
    };
    const bytes = await sharp(`${folder}/scene.jpg.320x240.png`)
      [format](options[format])
      .toBuffer();
    const frame = await frameFromFile(bytes, "scene");
    const { mean } = await againstPillow(await frame.rgb({ width: 192, height: 144 }), "scene.jpg");
    expect(mean).toBeLessThan(0.9);
  });
});
