import {
  type AsTaken,
  type Intrinsics,
  type LensModel,
  type Pixel,
  type RgbImage,
  remember,
} from "../core/index.js";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Turns what a bending lens took into what a pinhole of the same intrinsics would have. */
export interface Rectifier {
  /** Of the whole image, or one scaled to another size. */
  readonly rectified: (taken: RgbImage) => RgbImage;
  readonly pixelOf: AsTaken["pixelOf"];
  /** Where in the rectified image lies what was taken at a pixel; undefined where the lens model says nothing of it. */
  readonly rectifiedOf: (taken: Pixel) => Pixel | undefined;
  /** Share of the image's width that lies within the rectified picture, along its middle. */
  readonly covered: number;
  /** Share of that row that stays black: the lens model says nothing of it, or it lies beyond what was taken. */
  readonly blank: number;
}

/** For each pixel of the result: where its upper left neighbour lies in the source, and the weights (0..256) of the next. */
interface Table {
  readonly from: Int32Array;
  readonly right: Uint16Array;
  readonly down: Uint16Array;
}

/** Marks a pixel that the lens says nothing of. It stays black. */
const nothing = -1;
/** Sizes whose tables are kept: a model's canvas, and the whole picture. */
const tables = 2;

const bendPixel = (lens: LensModel, k: Intrinsics, [u, v]: Pixel): Pixel | undefined => {
  const bent = lens([(u - k.cx) / k.fx, (v - k.cy) / k.fy]);
  return bent && [k.cx + k.fx * bent[0], k.cy + k.fy * bent[1]];
};

/** Rounds of going back by what a guess bends too far; a lens of 120° needs about ten. */
const mostRounds = 30;
/** Pixels. */
const exact = 0.01;

/** Each guess is better by what it misses: a lens bends neighbours much alike. */
const straighten = (lens: LensModel, k: Intrinsics, taken: Pixel): Pixel | undefined => {
  let [u, v] = taken;
  for (let round = 0; round < mostRounds; round++) {
    const bent = bendPixel(lens, k, [u, v]);
    if (!bent) return undefined;
    const [du, dv] = [taken[0] - bent[0], taken[1] - bent[1]];
    if (Math.abs(du) + Math.abs(dv) < exact) return [u, v];
    u += du;
    v += dv;
  }
  return undefined;
};

const tableOf = (lens: LensModel, k: Intrinsics, { width, height }: Size): Table => {
  const size = width * height;
  const table = {
    from: new Int32Array(size).fill(nothing),
    right: new Uint16Array(size),
    down: new Uint16Array(size),
  };
  const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most);
  for (let at = 0; at < size; at++) {
    // A pixel's centre lies half a pixel from its corner.
    const bent = bendPixel(lens, k, [(at % width) + 0.5, Math.floor(at / width) + 0.5]);
    if (!bent || bent[0] < 0 || bent[1] < 0 || bent[0] > width || bent[1] > height) continue;
    const [u, v] = [clamp(bent[0] - 0.5, width - 1), clamp(bent[1] - 0.5, height - 1)];
    const [left, top] = [Math.min(Math.floor(u), width - 2), Math.min(Math.floor(v), height - 2)];
    table.from[at] = Math.max(top, 0) * width + Math.max(left, 0);
    table.right[at] = Math.round((u - Math.max(left, 0)) * 256);
    table.down[at] = Math.round((v - Math.max(top, 0)) * 256);
  }
  return table;
};

/** Bilinear, in whole numbers of 1/65536. */
const remap = ({ width, height, data }: RgbImage, { from, right, down }: Table): RgbImage => {
  const out = new Uint8Array(width * height * 3);
  const row = height > 1 ? width * 3 : 0;
  const next = width > 1 ? 3 : 0;
  for (let at = 0; at < from.length; at++) {
    const start = from[at] ?? nothing;
    if (start === nothing) continue;
    const [r, d] = [right[at] ?? 0, down[at] ?? 0];
    for (let channel = 0; channel < 3; channel++) {
      const a = start * 3 + channel;
      const top = (data[a] ?? 0) * (256 - r) + (data[a + next] ?? 0) * r;
      const bottom = (data[a + row] ?? 0) * (256 - r) + (data[a + row + next] ?? 0) * r;
      out[at * 3 + channel] = (top * (256 - d) + bottom * d + 32768) >> 16;
    }
  }
  return { width, height, data: out };
};

const scaled = ({ fx, fy, cx, cy }: Intrinsics, from: Size, to: Size): Intrinsics => {
  const [x, y] = [to.width / from.width, to.height / from.height];
  return { fx: fx * x, fy: fy * y, cx: cx * x, cy: cy * y };
};

/** Between 0 and 1: of the image's middle row, how much the rectified picture still shows. */
const coverage = (lens: LensModel, k: Intrinsics, { width, height }: Size): number => {
  const [left, right] = [0, width].map((u) => bendPixel(lens, k, [u, height / 2])?.[0]);
  const span = Math.min(right ?? width, width) - Math.max(left ?? 0, 0);
  return Math.min(Math.max(span / width, 0), 1);
};

/** Between 0 and 1: of the rectified picture's middle row, what the lens took nothing of. */
const blankness = (lens: LensModel, k: Intrinsics, { width, height }: Size): number => {
  const row = Array.from({ length: width }, (_, at) => bendPixel(lens, k, [at + 0.5, height / 2]));
  return row.filter((bent) => !bent || bent[0] < 0 || bent[0] > width).length / width;
};

/** `intrinsics` in pixels of images of `size`: those of the lens's middle, which the rectified picture keeps. */
export const createRectifier = (lens: LensModel, intrinsics: Intrinsics, size: Size): Rectifier => {
  const tableFor = remember(
    (to: Size) => tableOf(lens, scaled(intrinsics, size, to), to),
    tables,
    ({ width, height }) => `${width}x${height}`,
  );
  return {
    rectified: (taken) => remap(taken, tableFor(taken)),
    pixelOf: (rectified) => bendPixel(lens, intrinsics, rectified) ?? rectified,
    rectifiedOf: (taken) => straighten(lens, intrinsics, taken),
    covered: coverage(lens, intrinsics, size),
    blank: blankness(lens, intrinsics, size),
  };
};
