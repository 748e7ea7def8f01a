import { remember } from "./remember.js";

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

/** Those of the last few sizes are kept: a camera's frames are all of one. */
const rememberedSizes = 16;

interface Rescaling {
  readonly filter: ResampleFilter;
  readonly from: number;
  readonly to: number;
}

const tapsFor = remember(
  ({ filter, from, to }: Rescaling) => tapsOf(kernels[filter], from, to),
  rememberedSizes,
  ({ filter, from, to }) => `${filter} ${from} ${to}`,
);

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
  const across = rowsResampled(image, tapsFor({ filter, from: image.width, to: width }));
  return columnsResampled(across, tapsFor({ filter, from: image.height, to: height }));
};

/** Bytes under construction: sums beyond a byte's range are clamped as they are stored. */
const blank = (length: number): Uint8ClampedArray<ArrayBuffer> => new Uint8ClampedArray(length);
const finished = ({ buffer }: Uint8ClampedArray<ArrayBuffer>): Uint8Array => new Uint8Array(buffer);

/** Rows that stay in a processor's nearest cache while each of their samples is added up. */
const block = 64;

/** Each row to as many samples as there are taps. Sums stay below 2^31. */
const rowsResampled = <R extends Raster>(image: R, { first, weights }: Taps): R => {
  const { width: from, height, channels } = image;
  const width = weights.length;
  if (width === from) return image;
  const data = blank(width * height * channels);
  for (let top = 0; top < height; top += block) {
    const places = {
      from: from * channels,
      to: width * channels,
      count: Math.min(block, height - top),
    };
    for (const [sample, taps] of weights.entries())
      addUp(data, image.data, taps, {
        start: (top * from + (first[sample] ?? 0)) * channels,
        into: (top * width + sample) * channels,
        step: channels,
        stretch: channels,
        ...places,
      });
  }
  return { ...image, width, data: finished(data) };
};

/** Each column to as many samples as there are taps; whole rows are added up, as they lie together. */
const columnsResampled = <R extends Raster>(image: R, { first, weights }: Taps): R => {
  const [stride, height] = [image.width * image.channels, weights.length];
  if (height === image.height) return image;
  const data = blank(stride * height);
  for (const [row, taps] of weights.entries())
    addUp(data, image.data, taps, {
      start: (first[row] ?? 0) * stride,
      into: row * stride,
      step: stride,
      stretch: stride,
      from: 0,
      to: 0,
      count: 1,
    });
  return { ...image, height, data: finished(data) };
};

/** Which bytes are added up: stretches of them, a step apart for each weight. */
interface Places {
  readonly start: number;
  /** Where the first sum's bytes go. */
  readonly into: number;
  readonly step: number;
  readonly stretch: number;
  /** How far on the next sum's bytes are, where they come from and where they go; and how many sums there are. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const addUp = (sums: Uint8ClampedArray, bytes: Uint8Array, taps: Int32Array, places: Places) =>
  taps.length > 8 ? addUpMany(sums, bytes, taps, places) : addUpEight(sums, bytes, taps, places);

const addUpMany = (
  sums: Uint8ClampedArray,
  bytes: Uint8Array,
  taps: Int32Array,
  { start, into, step, stretch, from, to, count }: Places,
): void => {
  for (let n = 0; n < count; n += 1)
    for (let i = 0; i < stretch; i += 1) {
      let sum = half;
      for (let k = 0, at = start + n * from + i; k < taps.length; k += 1, at += step)
        sum = (sum + Math.imul(taps[k] ?? 0, bytes[at] ?? 0)) | 0;
      sums[into + n * to + i] = sum >> fractionBits;
    }
};

/** With up to eight weights, as all have that enlarge, or shrink by little: written out, in half the time. */
const addUpEight = (
  sums: Uint8ClampedArray,
  bytes: Uint8Array,
  taps: Int32Array,
  { start, into, step, stretch, from, to, count }: Places,
): void => {
  const weight = (k: number): number => taps[k] ?? 0;
  // Where there are fewer, the last one's bytes count for nothing.
  const place = (k: number): number => Math.min(k, taps.length - 1) * step;
  const [p, q, r, s] = [weight(0), weight(1), weight(2), weight(3)];
  const [t, u, v, w] = [weight(4), weight(5), weight(6), weight(7)];
  const [b, c, d] = [place(1), place(2), place(3)];
  const [e, f, g, h] = [place(4), place(5), place(6), place(7)];
  for (let n = 0; n < count; n += 1) {
    let at = start + n * from;
    for (let i = into + n * to, end = i + stretch; i < end; i += 1, at += 1)
      sums[i] =
        ((half +
          Math.imul(p, bytes[at] ?? 0) +
          Math.imul(q, bytes[at + b] ?? 0) +
          Math.imul(r, bytes[at + c] ?? 0) +
          Math.imul(s, bytes[at + d] ?? 0) +
          Math.imul(t, bytes[at + e] ?? 0) +
          Math.imul(u, bytes[at + f] ?? 0) +
          Math.imul(v, bytes[at + g] ?? 0) +
          Math.imul(w, bytes[at + h] ?? 0)) |
          0) >>
        fractionBits;
  }
};
