import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Frame, Intrinsics } from "../../../src/core/index.js";
import { frameFromFile } from "../../../src/messages/index.js";
import { createImageProcessor } from "../../../src/vlm/engine/image-processor.js";
import { intrinsicsOnCanvas, letterbox } from "../../../src/vlm/engine/letterbox.js";
import { coded, goldenFolder, plainFrame } from "../fakes.js";

const four = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const three = z.tuple([z.number(), z.number(), z.number()]);
const goldenFile = z.object({
  canvas: z.object({ width: z.number(), height: z.number() }),
  mean: three,
  std: three,
  cases: z.array(
    z.object({
      image: z.string(),
      canvas: z.string(),
      intrinsics: four,
      canvasIntrinsics: four,
      pixelMean: z.number(),
    }),
  ),
});

/** What training makes of the same images: written by training's own preprocessing. */
const golden = goldenFile.parse(
  JSON.parse(await readFile(join(goldenFolder, "golden.json"), "utf8")),
);
const { width, height } = golden.canvas;
const config = {
  size: golden.canvas,
  image_mean: golden.mean,
  image_std: golden.std,
  rescale_factor: 1 / 255,
  resample: "bilinear",
  do_pad: true,
  pad_value: 0,
} as const;
const preprocess = createImageProcessor(config);

const intrinsicsOf = ([fx, fy, cx, cy]: z.infer<typeof four>): Intrinsics => ({ fx, fy, cx, cy });

const frameOf = async (file: string): Promise<Frame> =>
  frameFromFile(await readFile(join(goldenFolder, file)), file);

/** Training's canvas as if the decoder had given it: what remains is placing and normalising. */
const decodedAsTraining = (frame: Frame, canvas: Uint8Array): Frame => {
  const { left, top, ...placed } = letterbox(frame, golden.canvas);
  const rows = Array.from({ length: placed.height }, (_, row) => {
    const start = ((top + row) * width + left) * 3;
    return [...canvas.subarray(start, start + placed.width * 3)];
  });
  return {
    ...frame,
    rgb: async (size = frame) => ({ ...size, data: Uint8Array.from(rows.flat()) }),
  };
};

const pixelsOf = async (frame: Frame): Promise<Float32Array> => {
  const { pixels } = await preprocess(frame);
  expect(pixels.dims).toEqual([1, 3, height, width]);
  return pixels.type === "float32" ? pixels.data : new Float32Array();
};

/** Training's pixel values: (byte / 255 - mean) / std, planes one after another. */
const trainingPixels = (canvas: Uint8Array): Float32Array => {
  const area = width * height;
  return Float32Array.from({ length: 3 * area }, (_, at) => {
    const [channel, pixel] = [Math.floor(at / area), at % area];
    const byte = canvas[pixel * 3 + channel] ?? 0;
    return (byte / 255 - (golden.mean[channel] ?? 0)) / (golden.std[channel] ?? 1);
  });
};

const mean = (values: Float32Array): number =>
  values.reduce((sum, v) => sum + v, 0) / values.length;

describe.each(golden.cases)("$image as in training", (example) => {
  const canvas = readFile(join(goldenFolder, example.canvas));

  it("has the same values once decoded alike", async () => {
    const pixels = await pixelsOf(decodedAsTraining(await frameOf(example.image), await canvas));
    const worst = trainingPixels(await canvas).reduce(
      (most, wanted, at) => Math.max(most, Math.abs(wanted - (pixels[at] ?? Number.NaN))),
      0,
    );
    expect(worst).toBeLessThan(1e-6);
    expect(mean(pixels)).toBeCloseTo(example.pixelMean, 5);
  });

  it("differs by a fraction of a grey level when the image is decoded and resized here", async () => {
    const pixels = await pixelsOf(await frameOf(example.image));
    const levels = trainingPixels(await canvas)
      .map(
        (wanted, at) => Math.abs(wanted - (pixels[at] ?? Number.NaN)) * 255 * config.image_std[0],
      )
      .sort();
    expect(mean(levels)).toBeLessThan(0.2);
    // Only the image's own border pixels, which the two resamplers weigh differently, differ by more.
    expect(levels[Math.floor(levels.length * 0.995)]).toBeLessThan(2.5);
    expect(levels.at(-1)).toBeLessThan(20);
  });

  it("has the same intrinsics", async () => {
    const placement = letterbox(await frameOf(example.image), { width, height });
    const moved = intrinsicsOnCanvas(intrinsicsOf(example.intrinsics), placement);
    const wanted = intrinsicsOf(example.canvasIntrinsics);
    expect(Object.keys(moved)).toEqual(Object.keys(wanted));
    for (const key of ["fx", "fy", "cx", "cy"] as const)
      expect(moved[key]).toBeCloseTo(wanted[key], 3);
  });
});

describe("what can't be processed", () => {
  it("is an image without pixels", async () => {
    await expect(preprocess(plainFrame(undefined, { width: 0, height: 480 }))).rejects.toEqual(
      coded("image.size", "0x480"),
    );
  });

  it("is a decoder's answer of another size", async () => {
    const wrong = plainFrame(undefined, {
      rgb: async () => ({ width: 640, height: 480, data: new Uint8Array(3) }),
    });
    await expect(preprocess(wrong)).rejects.toEqual(coded("image.size", "192x144", "640x480"));
  });
});
