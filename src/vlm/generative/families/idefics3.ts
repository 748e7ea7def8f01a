import { z } from "zod";
import type { RgbImage } from "../../../core/index.js";
import type { Size } from "../../engine/letterbox.js";
import { bool, float32 } from "../../engine/tensor.js";
import { type Family, plainPositions } from "../family.js";
import { cropped, pixelConfig, planes, resized, wholeImage } from "../pixels.js";

const edge = z.looseObject({ longest_edge: z.int().positive() });

const preprocessor = pixelConfig.extend({
  size: edge,
  max_image_size: edge,
  do_image_splitting: z.boolean().default(true),
});

const config = z.looseObject({
  scale_factor: z.int().positive(),
  vision_config: z.looseObject({
    image_size: z.int().positive(),
    patch_size: z.int().positive(),
  }),
});

/** Larger images are shrunk to this, whatever the settings say. */
const largestEdge = 4096;

/** The longest edge as asked, the other one in proportion and even. */
const scaled = ({ width, height }: Size, longest: number): Size => {
  const even = (x: number): number => Math.trunc(x) + (Math.trunc(x) % 2);
  const edge = Math.min(longest, largestEdge);
  return width >= height
    ? { width: edge, height: even(edge / (width / height)) }
    : { width: even(edge * (width / height)), height: edge };
};

/** Up to whole tiles. */
const tiled = ({ width, height }: Size, tile: number): Size => {
  const whole = (x: number): number => Math.ceil(x / tile) * tile;
  const aspect = width / height;
  return width >= height
    ? { width: whole(width), height: whole(Math.trunc(whole(width) / aspect)) }
    : { width: whole(Math.trunc(whole(height) * aspect)), height: whole(height) };
};

interface Tiles {
  readonly images: readonly RgbImage[];
  readonly rows: number;
  readonly columns: number;
}

/** Tiles row by row, and the whole image last; a single tile is the whole image already. */
const split = (
  image: RgbImage,
  tile: number,
  filter: z.infer<typeof preprocessor>["resample"],
): Tiles => {
  if (image.width <= tile && image.height <= tile) return { images: [image], rows: 0, columns: 0 };
  const [rows, columns] = [Math.floor(image.height / tile), Math.floor(image.width / tile)];
  const images = Array.from({ length: rows * columns }, (_, at) =>
    cropped(image, {
      left: (at % columns) * tile,
      top: Math.floor(at / columns) * tile,
      width: tile,
      height: tile,
    }),
  );
  return {
    images: [...images, resized(image, { width: tile, height: tile }, filter)],
    rows,
    columns,
  };
};

/** How tiles are told apart in the prompt. */
const promptOf = ({ rows, columns }: Tiles, features: number): string => {
  const [fence, image] = ["<fake_token_around_image>", "<image>".repeat(features)];
  const whole = `${fence}<global-img>${image}${fence}`;
  if (rows === 0) return whole;
  const lines = Array.from({ length: rows }, (_, row) => {
    const tiles = Array.from(
      { length: columns },
      (_, column) => `${fence}<row_${row + 1}_col_${column + 1}>${image}`,
    );
    return `${tiles.join("")}\n`;
  });
  return `${lines.join("")}\n${whole}`;
};

/** Idefics3 and SmolVLM: square tiles and the whole image, each so many tokens. */
export const idefics3: Family = {
  modelTypes: ["idefics3", "smolvlm"],
  shares: "prefix",
  open: async ({ tokens, read }) => {
    const settings = await read("preprocessor_config.json", preprocessor);
    const { scale_factor, vision_config } = await read("config.json", config);
    const tile = settings.max_image_size.longest_edge;
    const features = (vision_config.image_size / vision_config.patch_size / scale_factor) ** 2;
    const tilesOf = (image: RgbImage): Tiles => {
      const first = resized(image, scaled(image, settings.size.longest_edge), settings.resample);
      const square = { width: tile, height: tile };
      if (!settings.do_image_splitting)
        return { images: [resized(first, square, settings.resample)], rows: 0, columns: 0 };
      return split(resized(first, tiled(first, tile), settings.resample), tile, settings.resample);
    };
    return {
      placeholder: "<image>",
      encoderInputs: ["pixel_values", "pixel_attention_mask"],
      imageToken: tokens.idOf("<image>"),
      positions: plainPositions,
      image: async (frame) => {
        const tiles = tilesOf(await wholeImage(frame));
        const dims = [1, tiles.images.length, 3, tile, tile];
        const seen = new Uint8Array(tiles.images.length * tile * tile).fill(1);
        return {
          feeds: {
            pixel_values: float32(planes(tiles.images, settings), dims),
            pixel_attention_mask: bool(seen, [1, tiles.images.length, tile, tile]),
          },
          text: promptOf(tiles, features),
        };
      },
    };
  },
};
