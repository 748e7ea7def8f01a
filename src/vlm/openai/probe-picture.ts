import type { Frame, Random, RgbImage } from "../../core/index.js";

/** Colours that nobody mixes up, with the words that are as good as their names. */
export const colours = [
  { name: "red", rgb: [220, 20, 20], words: /\b(?:red|crimson|scarlet)\b|红/ },
  { name: "green", rgb: [0, 150, 40], words: /\b(?:green|lime|emerald)\b|绿/ },
  { name: "blue", rgb: [20, 50, 220], words: /\b(?:blue|navy|cobalt|indigo)\b|蓝/ },
  { name: "yellow", rgb: [250, 215, 0], words: /\b(?:yellow|gold|golden)\b|黄/ },
  { name: "purple", rgb: [140, 20, 170], words: /\b(?:purple|violet|magenta)\b|紫/ },
  { name: "black", rgb: [10, 10, 10], words: /\b(?:black|dark)\b|黑/ },
] as const;

export type Colour = (typeof colours)[number];

/** Whether a place is within a shape; from the middle, in halves of the picture's side. */
const shapes = {
  circle: (x, y) => x ** 2 + y ** 2 < 0.5,
  square: (x, y) => Math.max(Math.abs(x), Math.abs(y)) < 0.6,
  triangle: (x, y) => y < 0.6 && y > -0.7 && Math.abs(x) < 0.55 * (y + 0.7),
} as const satisfies Record<string, (x: number, y: number) => boolean>;

const shapeNames = ["circle", "square", "triangle"] as const;

/** A picture of one large thing: what it shows, and as a frame. */
export interface ProbePicture {
  readonly colour: Colour;
  /** "red square" */
  readonly shows: string;
  readonly frame: Frame;
}

const side = 448;
const paper = [245, 245, 245] as const;

const draw = (
  inside: (x: number, y: number) => boolean,
  colour: Colour,
  { width, height }: { readonly width: number; readonly height: number },
): RgbImage => {
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const [x, y] = [(2 * (column + 0.5)) / width - 1, (2 * (row + 0.5)) / height - 1];
      data.set(inside(x, y) ? colour.rgb : paper, (row * width + column) * 3);
    }
  return { width, height, data };
};

/** So many pictures, no two of one colour: who always says the same is right about one at most. */
export const probePictures = (random: Random, count: number): readonly ProbePicture[] => {
  const left: Colour[] = [...colours];
  return Array.from({ length: count }, () => {
    const colour = random.pick(left);
    left.splice(left.indexOf(colour), 1);
    const shape = random.pick(shapeNames);
    return {
      colour,
      shows: `${colour.name} ${shape}`,
      frame: {
        stamp: 0n,
        camera: "probe",
        frameId: "",
        width: side,
        height: side,
        rgb: async (size = { width: side, height: side }) => draw(shapes[shape], colour, size),
      },
    };
  });
};
