import sharp from "sharp";
import { type Behaviour, completion, json } from "./server.js";

/** Colours as people name them; not those that the probe draws with. */
const named: Readonly<Record<string, readonly [number, number, number]>> = {
  red: [255, 0, 0],
  green: [0, 128, 0],
  blue: [0, 0, 255],
  yellow: [255, 255, 0],
  purple: [128, 0, 128],
  black: [0, 0, 0],
};

/** The colour in the middle of an image, by looking at it. */
export const colourOf = async (jpeg: Buffer): Promise<string> => {
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  const middle =
    (Math.floor(info.height / 2) * info.width + Math.floor(info.width / 2)) * info.channels;
  const distance = (colour: readonly number[]): number =>
    colour.reduce((sum, value, at) => sum + (value - (data[middle + at] ?? 0)) ** 2, 0);
  const [nearest = ""] = Object.entries(named)
    .toSorted(([, a], [, b]) => distance(a) - distance(b))
    .map(([name]) => name);
  return nearest;
};

export const isProbe = (question: string): boolean => /colou?r/.test(question);

/** Says of the probe what `about` makes of the colour that is there, and of anything else what `otherwise` does. */
export const seeing =
  (otherwise: Behaviour, about: (colour: string) => string = (colour) => colour): Behaviour =>
  async (response, asked) =>
    isProbe(asked.question)
      ? json(response, 200, completion(about(await colourOf(asked.jpeg))))
      : otherwise(response, asked);
