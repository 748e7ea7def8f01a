import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { createRandom, type RgbImage } from "../../src/core/index.js";
import { isCloseUp, unsuitableColours } from "../../src/data-engine/suitable.js";

const size = { width: 320, height: 240 };

/** Squares of random colours, with a camera's noise. */
const scene = (noise: number): RgbImage => {
  const random = createRandom(1);
  const tones = Array.from({ length: 48 }, () => [
    random.int(30, 220),
    random.int(30, 220),
    random.int(30, 220),
  ]);
  const data = new Uint8Array(size.width * size.height * 3);
  for (let at = 0; at < data.length; at++) {
    const pixel = Math.floor(at / 3);
    const [u, v] = [pixel % size.width, Math.floor(pixel / size.width)];
    const tone = tones[Math.floor(v / 40) * 8 + Math.floor(u / 40)] ?? [];
    data[at] = (tone[at % 3] ?? 0) + Math.round(noise * (random.float() - 0.5));
  }
  return { ...size, data };
};

const blurred = async ({ data }: RgbImage, sigma: number): Promise<RgbImage> => {
  const raw = { ...size, channels: 3 as const };
  return { ...size, data: new Uint8Array(await sharp(data, { raw }).blur(sigma).raw().toBuffer()) };
};

describe("pictures that tell nothing of space", () => {
  it("a scene is kept", () => {
    expect(unsuitableColours(scene(8))).toBeUndefined();
  });
  it("what has no noise at all was drawn", () => {
    expect(unsuitableColours(scene(0))).toBe("screenshot or drawing");
  });
  it("a picture out of focus is blurred", async () => {
    expect(unsuitableColours(await blurred(scene(8), 6))).toBe("blurred");
  });
  it("a lens cap shows nothing", () => {
    const random = createRandom(2);
    const data = new Uint8Array(size.width * size.height * 3).map(() => random.int(0, 6));
    expect(unsuitableColours({ ...size, data })).toBe("empty");
  });
  it("one thing that fills it is a close-up", () => {
    const box = { left: 10, top: 10, right: 310, bottom: 230 };
    expect(isCloseUp([box], size)).toBe(true);
    expect(isCloseUp([{ ...box, right: 150 }], size)).toBe(false);
  });
});
