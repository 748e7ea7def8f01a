import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ResampleFilter, resample } from "../../src/core/index.js";

/** Where one sample lies among those of a line of another length, and how far its filter reaches. */
const windowOf = (at: number, from: number, to: number, support: number) => {
  const centre = ((at + 0.5) * from) / to;
  const reach = support * Math.max(1, from / to);
  const start = Math.max(0, Math.trunc(centre - reach + 0.5));
  return { start, end: Math.min(from, Math.trunc(centre + reach + 0.5)) };
};

const supports = { bilinear: 1, bicubic: 2, lanczos: 3 } as const;
const filters = fc.constantFrom<ResampleFilter>("bilinear", "bicubic", "lanczos");
const length = fc.integer({ min: 1, max: 40 });

const rasters = fc
  .tuple(length, length, fc.constantFrom(1, 3, 4))
  .chain(([width, height, channels]) =>
    fc
      .uint8Array({ minLength: width * height * channels, maxLength: width * height * channels })
      .map((data) => ({ width, height, channels, data })),
  );

describe("resample", () => {
  it("treats each channel as an image of its own", () => {
    fc.assert(
      fc.property(rasters, length, length, filters, (image, width, height, filter) => {
        const whole = resample(image, width, height, filter);
        for (let channel = 0; channel < image.channels; channel++) {
          const one = (data: Uint8Array) => data.filter((_, at) => at % image.channels === channel);
          const alone = { ...image, channels: 1, data: one(image.data) };
          expect(one(whole.data)).toEqual(resample(alone, width, height, filter).data);
        }
      }),
    );
  });

  it("treats rows as it treats columns", () => {
    fc.assert(
      fc.property(rasters, length, filters, (image, size, filter) => {
        const { width, height, channels, data } = image;
        const turned = Uint8Array.from(data, (_, at) => {
          const [channel, pixel] = [at % channels, Math.floor(at / channels)];
          const [x, y] = [Math.floor(pixel / height), pixel % height];
          return data[(y * width + x) * channels + channel] ?? 0;
        });
        const wide = resample(image, size, height, filter);
        const tall = resample(
          { ...image, width: height, height: width, data: turned },
          height,
          size,
          filter,
        );
        for (let at = 0; at < wide.data.length; at++) {
          const [channel, pixel] = [at % channels, Math.floor(at / channels)];
          const [x, y] = [pixel % size, Math.floor(pixel / size)];
          expect(wide.data[at]).toBe(tall.data[(x * height + y) * channels + channel]);
        }
      }),
    );
  });

  it("is about nothing but the samples that its filter reaches, however many those are", () => {
    fc.assert(
      fc.property(length, length, filters, fc.nat(), (from, to, filter, which) => {
        const at = which % to;
        const { start, end } = windowOf(at, from, to, supports[filter]);
        const line = (outside: number) => ({
          width: from,
          height: 1,
          channels: 1,
          data: Uint8Array.from({ length: from }, (_, x) => (x >= start && x < end ? 77 : outside)),
        });
        // Weights add up to 1: a level is kept wherever the filter sees nothing else.
        for (const outside of [0, 255])
          expect(resample(line(outside), to, 1, filter).data[at]).toBe(77);
      }),
    );
  });
});
