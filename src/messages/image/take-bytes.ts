import type { RawImage } from "./raw-image.js";

/** The bytes of each pixel that `take` names, without a row's padding. */
export const takeBytes = (
  image: RawImage,
  bytesPerPixel: number,
  take: readonly number[],
): Uint8Array => {
  if (take.length === bytesPerPixel) return unpadded(image, image.width * bytesPerPixel);
  return take.length === 1
    ? takeOne(image, bytesPerPixel, take[0] ?? 0)
    : takeThree(image, bytesPerPixel, take);
};

const unpadded = ({ data, step, height }: RawImage, rowBytes: number): Uint8Array => {
  if (step === rowBytes) return data.slice(0, rowBytes * height);
  const rows = new Uint8Array(rowBytes * height);
  for (let y = 0; y < height; y += 1)
    rows.set(data.subarray(y * step, y * step + rowBytes), y * rowBytes);
  return rows;
};

const takeOne = (image: RawImage, stride: number, offset: number): Uint8Array => {
  const { data, step, width, height } = image;
  const taken = new Uint8Array(width * height);
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    let from = y * step + offset;
    for (let x = 0; x < width; x += 1, from += stride) taken[to++] = data[from] ?? 0;
  }
  return taken;
};

const takeThree = (image: RawImage, stride: number, take: readonly number[]): Uint8Array => {
  const { data, step, width, height } = image;
  const [first = 0, second = 0, third = 0] = take;
  const taken = new Uint8Array(width * height * 3);
  let to = 0;
  for (let y = 0; y < height; y += 1) {
    let from = y * step;
    for (let x = 0; x < width; x += 1, from += stride) {
      taken[to++] = data[from + first] ?? 0;
      taken[to++] = data[from + second] ?? 0;
      taken[to++] = data[from + third] ?? 0;
    }
  }
  return taken;
};

/** The more significant byte of each sample of a single channel of 16 bits. */
export const moreSignificant = (image: RawImage): Uint8Array =>
  takeOne(image, 2, image.bigEndian ? 0 : 1);
