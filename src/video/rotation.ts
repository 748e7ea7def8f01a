import type { RgbImage } from "../core/index.js";

/** How a stored picture is turned to stand upright: clockwise, mirrored first or not. */
export interface Turn {
  readonly degrees: 0 | 90 | 180 | 270;
  readonly mirrored: boolean;
}

export const noTurn: Turn = { degrees: 0, mirrored: false };

const turns: readonly Turn["degrees"][] = [0, 90, 180, 270];

/**
 * The turn that a container asks for, by its display matrix (ISO 14496-12: nine 32-bit numbers, of which the first
 * two columns turn); turns that are not by quarters are left to the player.
 */
export const turnOf = (matrix: Uint8Array | null): Turn => {
  if (matrix === null || matrix.length < 36) return noTurn;
  const view = new DataView(matrix.buffer, matrix.byteOffset, matrix.byteLength);
  const [a, b, c, d] = [0, 4, 12, 16].map((at) => Math.sign(view.getInt32(at, true)));
  const mirrored = Number(a) * Number(d) - Number(b) * Number(c) < 0;
  // A mirror image is turned after its left and right were swapped.
  const [x, y] = mirrored ? [-Number(a), -Number(b)] : [Number(a), Number(b)];
  const degrees = turns[(Math.round(Math.atan2(y, x) / (Math.PI / 2)) + 4) % 4] ?? 0;
  return { degrees, mirrored };
};

/** Where a pixel of the turned picture lies in the stored one: first, then the step to the right and down. */
const walk = ({ width: w, height: h }: RgbImage, { degrees }: Turn): [number, number, number] => {
  switch (degrees) {
    case 0:
      return [0, 1, w];
    case 90:
      return [(h - 1) * w, -w, 1];
    case 180:
      return [w * h - 1, -1, -w];
    case 270:
      return [w - 1, w, -1];
  }
};

const mirror = ({ width, height, data }: RgbImage): RgbImage => {
  const swapped = new Uint8Array(data.length);
  for (let to = 0; to < width * height; to += 1) {
    const row = Math.floor(to / width);
    copyPixel(data, row * width + (width - 1 - (to % width)), swapped, to);
  }
  return { width, height, data: swapped };
};

const copyPixel = (from: Uint8Array, at: number, to: Uint8Array, into: number): void => {
  to[into * 3] = from[at * 3] ?? 0;
  to[into * 3 + 1] = from[at * 3 + 1] ?? 0;
  to[into * 3 + 2] = from[at * 3 + 2] ?? 0;
};

export const turned = (stored: RgbImage, turn: Turn): RgbImage => {
  const image = turn.mirrored ? mirror(stored) : stored;
  if (turn.degrees === 0) return image;
  const [first, right, down] = walk(image, turn);
  const sideways = turn.degrees !== 180;
  const width = sideways ? image.height : image.width;
  const height = sideways ? image.width : image.height;
  const data = new Uint8Array(image.data.length);
  for (let y = 0, to = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1, to += 1)
      copyPixel(image.data, first + x * right + y * down, data, to);
  return { width, height, data };
};
