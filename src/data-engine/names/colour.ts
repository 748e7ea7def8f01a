import type { RgbImage } from "../../core/index.js";
import { eachPixel, type Mask } from "../lift/index.js";

/** Hue in degrees up to which a colour is called so; between them nobody is sure. */
const hues: readonly (readonly [from: number, to: number, name: string])[] = [
  [0, 12, "red"],
  [20, 40, "orange"],
  [46, 66, "yellow"],
  [80, 160, "green"],
  [170, 195, "turquoise"],
  [205, 250, "blue"],
  [262, 292, "purple"],
  [305, 340, "pink"],
  [348, 360, "red"],
];

const named = (r: number, g: number, b: number): string | undefined => {
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  const spread = most - least;
  if (spread < 0.12 * most || most < 40) {
    if (most < 50) return "black";
    if (least > 185) return "white";
    return most > 80 && most < 160 ? "gray" : undefined;
  }
  if (spread < 0.35 * most) return undefined; // neither colourful nor gray
  const sixth =
    most === r
      ? ((g - b) / spread + 6) % 6
      : most === g
        ? (b - r) / spread + 2
        : (r - g) / spread + 4;
  const hue = sixth * 60;
  const name = hues.find(([from, to]) => hue >= from && hue <= to)?.[2];
  return name === "orange" && most < 120 ? "brown" : name;
};

/** Share of the pixels that must be of one colour. */
const mostly = 0.5;

/** What colour a thing is said to have; undefined where people would not agree. */
export const colourOf = ({ data, width }: RgbImage, mask: Mask): string | undefined => {
  const counts = new Map<string | undefined, number>();
  let all = 0;
  eachPixel(mask, (u, v) => {
    const at = (v * width + u) * 3;
    const name = named(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    all += 1;
  });
  const [best] = [...counts].sort(([, a], [, b]) => b - a);
  return best && best[1] > mostly * all ? best[0] : undefined;
};
