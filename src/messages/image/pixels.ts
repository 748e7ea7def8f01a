import { SpatialRewardError } from "../../core/index.js";

/** Pixels, row by row without padding, on their way to RGB. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Bytes a pixel: 1 grey, 3 colours. `data.length === width * height * channels`. */
  readonly channels: 1 | 3;
  /** Colours are B, G, R: put right last, when the image is small. */
  readonly swapped?: boolean;
  readonly data: Uint8Array;
}

/** Larger images are refused before anything is allocated for them. */
export const maxPixels = 100_000_000;

/** @throws SpatialRewardError image.size for an image without pixels, or with more than 100 million */
export const checkSize = (width: number, height: number, what: string): void => {
  if (width < 1 || height < 1)
    throw new SpatialRewardError("image.size", `${what}: an image of ${width}×${height} pixels`);
  if (width * height > maxPixels)
    throw new SpatialRewardError(
      "image.size",
      `${what}: ${width}×${height} pixels; at most ${maxPixels} are read`,
    );
};

/** R, G, B of grey or of B, G, R; in place for the latter. */
export const toRgb = ({ data, channels, swapped }: Pixels): Uint8Array => {
  if (channels === 1) return greyToRgb(data);
  if (swapped) swapRedAndBlue(data);
  return data;
};

const greyToRgb = (grey: Uint8Array): Uint8Array => {
  const rgb = new Uint8Array(grey.length * 3);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel += 1) {
    const value = grey[pixel] ?? 0;
    rgb[at++] = value;
    rgb[at++] = value;
    rgb[at++] = value;
  }
  return rgb;
};

export const swapRedAndBlue = (data: Uint8Array): void => {
  for (let at = 0; at < data.length; at += 3) {
    const first = data[at] ?? 0;
    data[at] = data[at + 2] ?? 0;
    data[at + 2] = first;
  }
};
