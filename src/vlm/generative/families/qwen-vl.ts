import { z } from "zod";
import { type RgbImage, SpatialRewardError } from "../../../core/index.js";
import type { Size } from "../../engine/letterbox.js";
import { float32, int64, type Tensors } from "../../engine/tensor.js";
import type { EncodedImage, Family, FamilyModel } from "../family.js";
import { type PixelConfig, pixelConfig, planes, resized, wholeImage } from "../pixels.js";

const preprocessor = pixelConfig.extend({
  patch_size: z.int().positive(),
  temporal_patch_size: z.int().positive(),
  merge_size: z.int().positive(),
  min_pixels: z.int().positive().optional(),
  max_pixels: z.int().positive().optional(),
  size: z
    .looseObject({
      shortest_edge: z.int().positive().optional(),
      longest_edge: z.int().positive().optional(),
    })
    .default({}),
});

type Settings = z.infer<typeof preprocessor>;

/** Images longer than this times their other side are refused. */
const largestAspect = 200;

/** Python's round: halves to even. */
const roundHalfEven = (x: number): number =>
  x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x);

/** Whole blocks of merged patches, close to the image's aspect, with a number of pixels that is allowed. */
const fitting = ({ width, height }: Size, settings: Settings): Size => {
  const { patch_size, merge_size, size } = settings;
  const block = patch_size * merge_size;
  const least = settings.min_pixels ?? size.shortest_edge ?? 56 * 56;
  const most = settings.max_pixels ?? size.longest_edge ?? 28 * 28 * 1280;
  if (Math.max(width, height) / Math.min(width, height) > largestAspect)
    throw new SpatialRewardError(
      "image.size",
      `${width}x${height}: one side may be ${largestAspect} times the other`,
    );
  const near = (x: number): number => roundHalfEven(x / block) * block;
  const pixels = near(width) * near(height);
  const shrink = Math.sqrt((width * height) / most);
  const grow = Math.sqrt(least / (width * height));
  const down = (x: number): number => Math.max(block, Math.floor(x / shrink / block) * block);
  const up = (x: number): number => Math.ceil((x * grow) / block) * block;
  const side = pixels > most ? down : pixels < least ? up : near;
  return { width: side(width), height: side(height) };
};

/** Patches in the order of merged blocks; each channel by channel, once for every image of a "video" of copies. */
const patches = (image: RgbImage, settings: Settings & PixelConfig): Float32Array => {
  const { patch_size: size, merge_size: merge, temporal_patch_size: copies } = settings;
  const { width, height } = image;
  const values = planes([image], settings);
  const result = new Float32Array(values.length * copies);
  let to = 0;
  const row = (channel: number, y: number, x: number): void => {
    const from = (channel * height + y) * width + x;
    result.set(values.subarray(from, from + size), to);
    to += size;
  };
  for (const [top, left] of places(height / size, width / size, merge))
    for (let channel = 0; channel < 3; channel++)
      for (let copy = 0; copy < copies; copy++)
        for (let y = 0; y < size; y++) row(channel, top * size + y, left * size);
  return result;
};

/** Rows and columns of patches, block by block. */
function* places(
  rows: number,
  columns: number,
  merge: number,
): Iterable<readonly [number, number]> {
  for (let top = 0; top < rows; top += merge)
    for (let left = 0; left < columns; left += merge)
      for (let y = top; y < top + merge; y++)
        for (let x = left; x < left + merge; x++) yield [y, x];
}

const feedsOf = (image: RgbImage, settings: Settings): Tensors => {
  const { patch_size: size, temporal_patch_size: copies } = settings;
  const [rows, columns] = [image.height / size, image.width / size];
  const grid = int64([1, rows, columns], [1, 3]);
  return {
    pixel_values: float32(patches(image, settings), [rows * columns, 3 * copies * size * size]),
    image_grid_thw: grid,
    grid_thw: grid,
  };
};

/** Text counts on in all three rows; an image's tokens count in time, down and across, and text goes on after the longest. */
const positions =
  (imageToken: number): FamilyModel["positions"] =>
  (ids, { grid: [rows, columns] = [1, 1] }: EncodedImage) => {
    const [time, down, across]: [number[], number[], number[]] = [[], [], []];
    let [next, seen] = [0, 0];
    for (const id of ids) {
      const inImage = id === imageToken;
      time.push(next);
      down.push(next + (inImage ? Math.floor(seen / columns) : 0));
      across.push(next + (inImage ? seen % columns : 0));
      if (inImage) seen += 1;
      if (!inImage) next += 1;
      else if (seen === rows * columns) next += Math.max(rows, columns);
    }
    return [time, down, across];
  };

/**
 * Qwen2-VL, Qwen2.5-VL, Qwen3-VL: images of any size in patches, positions in time, height and width. Qwen3-VL's deep
 * features are the graphs' own affair; its exports without them are run as they are.
 */
export const qwenVl: Family = {
  modelTypes: ["qwen2_vl", "qwen2_5_vl", "qwen3_vl"],
  shares: "prefix",
  open: async ({ tokens, read }) => {
    const settings = await read("preprocessor_config.json", preprocessor);
    const { patch_size, merge_size, resample } = settings;
    const [token, block] = ["<|image_pad|>", patch_size * merge_size];
    const imageToken = tokens.idOf(token);
    return {
      placeholder: token,
      encoderInputs: ["pixel_values", "image_grid_thw", "grid_thw"],
      imageToken,
      positions: positions(imageToken),
      image: async (frame) => {
        const whole = await wholeImage(frame);
        const image = resized(whole, fitting(whole, settings), resample);
        const grid = [image.height / block, image.width / block] as const;
        return { feeds: feedsOf(image, settings), text: token.repeat(grid[0] * grid[1]), grid };
      },
    };
  },
};
