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

/** Bytes under construction: sums beyond a byte's range are clamped as they are stored. */
const blank = (length: number): Uint8ClampedArray<ArrayBuffer> => new Uint8ClampedArray(length);
const finished = ({ buffer }: Uint8ClampedArray<ArrayBuffer>): Uint8Array => new Uint8Array(buffer);

/** Each row to as many samples as there are taps. Sums stay below 2^31. */
const rowsResampled = <R extends Raster>(image: R, taps: Taps): R => {
  const width = taps.weights.length;
  if (width === image.width) return image;
  const data = blank(width * image.height * image.channels);
  const into = image.channels === 3 ? coloursInto : channelsInto;
  for (let sample = 0; sample < width; sample += 1) into(data, image, taps, sample);
  return { ...image, width, data: finished(data) };
};

/** One sample of each row, of images with three channels: half the time of a loop over the channels. */
const coloursInto = (
  data: Uint8ClampedArray,
  { width: stride, height, data: from }: Raster,
  { first, weights }: Taps,
  sample: number,
): void => {
  const taps = weights[sample] ?? new Int32Array();
  for (let row = 0; row < height; row += 1) {
    let [red, green, blue] = [half, half, half];
    let at = (row * stride + (first[sample] ?? 0)) * 3;
    for (let k = 0; k < taps.length; k += 1, at += 3) {
      const weight = taps[k] ?? 0;
      red += Math.imul(weight, from[at] ?? 0);
      green += Math.imul(weight, from[at + 1] ?? 0);
      blue += Math.imul(weight, from[at + 2] ?? 0);
    }
    const to = (row * weights.length + sample) * 3;
    data[to] = red >> fractionBits;
    data[to + 1] = green >> fractionBits;
    data[to + 2] = blue >> fractionBits;
  }
};

/** One sample of each row, whatever the channels. */
const channelsInto = (
  data: Uint8ClampedArray,
  { width: stride, height, channels, data: from }: Raster,
  { first, weights }: Taps,
  sample: number,
): void => {
  const taps = weights[sample] ?? new Int32Array();
  for (let row = 0; row < height; row += 1) {
    const start = (row * stride + (first[sample] ?? 0)) * channels;
    const to = (row * weights.length + sample) * channels;
    for (let channel = 0; channel < channels; channel += 1) {
      let sum = half;
      for (let k = 0, at = start + channel; k < taps.length; k += 1, at += channels)
        sum += Math.imul(taps[k] ?? 0, from[at] ?? 0);
      data[to + channel] = sum >> fractionBits;
    }
  }
};

/** Each column to as many samples as there are taps; whole rows are added up, as they lie together. */
const columnsResampled = <R extends Raster>(image: R, { first, weights }: Taps): R => {
  const [stride, height] = [image.width * image.channels, weights.length];
  if (height === image.height) return image;
  const data = blank(stride * height);
  const sums = new Int32Array(stride);
  for (const [row, taps] of weights.entries()) {
    sums.fill(half);
    for (let k = 0; k < taps.length; k += 4) addFour(sums, image, taps, (first[row] ?? 0) + k, k);
    const to = row * stride;
    for (let at = 0; at < stride; at += 1) data[to + at] = (sums[at] ?? 0) >> fractionBits;
  }
  return { ...image, height, data: finished(data) };
};

/** Four rows from one on, by the weights from `k` on: reading and writing sums costs as much as a row does. */
const addFour = (
  sums: Int32Array,
  { height, data }: Raster,
  taps: Int32Array,
  row: number,
  k: number,
): void => {
  const stride = sums.length;
  // Where fewer are left, those beyond are rows of the image with weights of 0.
  const from = (down: number): number => Math.min(row + down, height - 1) * stride;
  const [a, b, c, d] = [from(0), from(1), from(2), from(3)];
  const [p, q, r, s] = [taps[k] ?? 0, taps[k + 1] ?? 0, taps[k + 2] ?? 0, taps[k + 3] ?? 0];
  for (let at = 0; at < stride; at += 1)
    sums[at] =
      (sums[at] ?? 0) +
      Math.imul(p, data[a + at] ?? 0) +
      Math.imul(q, data[b + at] ?? 0) +
      Math.imul(r, data[c + at] ?? 0) +
      Math.imul(s, data[d + at] ?? 0);
};
