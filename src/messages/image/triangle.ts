import type { Pixels } from "./pixels.js";

/** Weights are whole numbers of 2^-22, as Pillow's are: so that rounding, too, is the same. */
const fractionBits = 22;
const half = 1 << (fractionBits - 1);

/** For each output sample: where its first input sample lies, and the weights of those from there on. */
interface Taps {
  readonly first: Int32Array;
  readonly weights: readonly Int32Array[];
}

/** Triangle of half-width 1 in the coarser of the two grids: interpolates when enlarging, averages when shrinking. */
const triangleTaps = (from: number, to: number): Taps => {
  const ratio = from / to;
  const support = Math.max(1, ratio);
  const first = new Int32Array(to);
  const weights = Array.from({ length: to }, (_, out) => {
    const centre = (out + 0.5) * ratio;
    const start = Math.max(0, Math.trunc(centre - support + 0.5));
    const end = Math.min(from, Math.trunc(centre + support + 0.5));
    first[out] = start;
    const raw = Float64Array.from({ length: end - start }, (_, k) =>
      Math.max(0, 1 - Math.abs(start + k + 0.5 - centre) / support),
    );
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return Int32Array.from(raw, (weight) => Math.round((weight / sum) * 2 ** fractionBits));
  });
  return { first, weights };
};

/** Pillow's BILINEAR to the bit: antialiased triangle filter, rows then columns, each rounded to bytes. */
export const triangleResize = (pixels: Pixels, width: number, height: number): Pixels => {
  const rows = resample(pixels.data, pixels.channels, {
    lines: pixels.height,
    lineStep: pixels.width * pixels.channels,
    sampleStep: pixels.channels,
    taps: triangleTaps(pixels.width, width),
    out: { length: width * pixels.height, lineStep: width, sampleStep: 1 },
  });
  const data = resample(rows, pixels.channels, {
    lines: width,
    lineStep: pixels.channels,
    sampleStep: width * pixels.channels,
    taps: triangleTaps(pixels.height, height),
    out: { length: width * height, lineStep: 1, sampleStep: width },
  });
  return { ...pixels, width, height, data };
};

interface Pass {
  /** Lines to resample, and the bytes between them and between samples of one. */
  readonly lines: number;
  readonly lineStep: number;
  readonly sampleStep: number;
  readonly taps: Taps;
  /** In pixels. */
  readonly out: { readonly length: number; readonly lineStep: number; readonly sampleStep: number };
}

const resample = (data: Uint8Array, channels: number, pass: Pass): Uint8Array => {
  const { lines, lineStep, sampleStep, taps, out } = pass;
  const result = new Uint8Array(out.length * channels);
  for (let line = 0; line < lines; line += 1)
    for (let sample = 0; sample < taps.first.length; sample += 1) {
      const from = line * lineStep + (taps.first[sample] ?? 0) * sampleStep;
      const to = (line * out.lineStep + sample * out.sampleStep) * channels;
      const weights = taps.weights[sample] ?? new Int32Array();
      for (let channel = 0; channel < channels; channel += 1)
        result[to + channel] = weightedSum(data, from + channel, sampleStep, weights);
    }
  return result;
};

const weightedSum = (data: Uint8Array, from: number, step: number, weights: Int32Array): number => {
  let sum = half;
  for (let k = 0, at = from; k < weights.length; k += 1, at += step)
    sum += (weights[k] ?? 0) * (data[at] ?? 0);
  return sum >> fractionBits;
};
