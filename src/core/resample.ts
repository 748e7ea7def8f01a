/** Bytes of an image, row by row without padding, `channels` bytes a pixel. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

/** Weight at a distance of `x` samples from the centre; 0 from `support` on. */
interface Kernel {
  readonly support: number;
  readonly weight: (x: number) => number;
}

const cubic = (x: number): number => {
  const [a, d] = [-0.5, Math.abs(x)];
  if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  return d < 2 ? (((d - 5) * d + 8) * d - 4) * a : 0;
};

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Pillow's filters, by what it calls them. */
const kernels = {
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: { support: 2, weight: cubic },
  lanczos: { support: 3, weight: (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) },
} as const satisfies Record<string, Kernel>;

export type ResampleFilter = keyof typeof kernels;

/** Weights are whole numbers of 2^-22, as Pillow's are: so that rounding, too, is the same. */
const fractionBits = 22;
const half = 1 << (fractionBits - 1);

/** For each output sample: where its first input sample lies, and the weights of those from there on. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: readonly Int32Array[];
}

/** A kernel is as wide as the coarser of the two grids: interpolates when enlarging, averages when shrinking. */
const tapsOf = ({ support, weight }: Kernel, from: number, to: number): Taps => {
  const ratio = from / to;
  const scale = Math.max(1, ratio);
  const reach = support * scale;
  const first = new Int32Array(to);
  const weights = Array.from({ length: to }, (_, out) => {
    const centre = (out + 0.5) * ratio;
    const start = Math.max(0, Math.trunc(centre - reach + 0.5));
    const end = Math.min(from, Math.trunc(centre + reach + 0.5));
    first[out] = start;
    const raw = Float64Array.from({ length: end - start }, (_, k) =>
      weight((start + k + 0.5 - centre) / scale),
    );
    const sum = raw.reduce((total, each) => total + each, 0);
    return Int32Array.from(raw, (each) => roundAway((each / sum) * 2 ** fractionBits));
  });
  return { first, weights };
};

const roundAway = (x: number): number => (x < 0 ? Math.ceil(x - 0.5) : Math.floor(x + 0.5));

/**
 * Pillow's resize to the bit: antialiased, each row first, then each column, rounded to bytes after both. (Pillow 13
 * takes the columns of some tall images first, which changes a few levels.)
 */
export const resample = <R extends Raster>(
  image: R,
  width: number,
  height: number,
  filter: ResampleFilter,
): R => {
  const across = rowsResampled(image, tapsOf(kernels[filter], image.width, width));
  return columnsResampled(across, tapsOf(kernels[filter], image.height, height));
};

const byteOf = (sum: number): number => Math.min(255, Math.max(0, sum >> fractionBits));

/** Each row to as many samples as there are taps. Sums stay below 2^31. */
const rowsResampled = <R extends Raster>(image: R, { first, weights }: Taps): R => {
  const { channels, height, data: from } = image;
  const width = weights.length;
  if (width === image.width) return image;
  const data = new Uint8Array(width * height * channels);
  for (let sample = 0; sample < width; sample += 1) {
    const taps = weights[sample] ?? new Int32Array();
    for (let row = 0; row < height; row += 1) {
      const start = (row * image.width + (first[sample] ?? 0)) * channels;
      const to = (row * width + sample) * channels;
      for (let channel = 0; channel < channels; channel += 1) {
        let sum = half;
        for (let k = 0, at = start + channel; k < taps.length; k += 1, at += channels)
          sum = (sum + Math.imul(taps[k] ?? 0, from[at] ?? 0)) | 0;
        data[to + channel] = byteOf(sum);
      }
    }
  }
  return { ...image, width, data };
};

/** Each column to as many samples as there are taps; whole rows are added up, as they lie together. */
const columnsResampled = <R extends Raster>(image: R, { first, weights }: Taps): R => {
  const [stride, height] = [image.width * image.channels, weights.length];
  if (height === image.height) return image;
  const data = new Uint8Array(stride * height);
  const sums = new Int32Array(stride);
  for (const [row, taps] of weights.entries()) {
    sums.fill(half);
    for (const [k, weight] of taps.entries()) {
      const line = image.data.subarray(((first[row] ?? 0) + k) * stride);
      for (let at = 0; at < stride; at += 1)
        sums[at] = (sums[at] ?? 0) + Math.imul(weight, line[at] ?? 0);
    }
    for (let at = 0; at < stride; at += 1) data[row * stride + at] = byteOf(sums[at] ?? 0);
  }
  return { ...image, height, data };
};
