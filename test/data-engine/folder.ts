import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import type { Mask } from "../../src/data-engine/lift/mask.js";
import { has } from "../../src/data-engine/lift/mask.js";
import { lens, photograph, type Solid, size, viewFrom } from "./tabletop.js";

export const solids: readonly Solid[] = [
  { name: "red box", kind: "box", at: [0.12, 0, 0], width: 0.1, depth: 0.06, height: 0.08 },
  { name: "can", kind: "cylinder", at: [-0.12, 0.05, 0], width: 0.07, depth: 0.07, height: 0.12 },
];

const views = [
  viewFrom([0, -0.7, 0.5], [0, 0, 0.05]),
  viewFrom([0.1, -0.75, 0.45], [0, 0, 0.05]),
  viewFrom([-0.1, -0.65, 0.5], [0, 0, 0.05]),
];

/** COCO's runs, down the columns. */
const runsOf = (mask: Mask) => {
  const counts = [0];
  let isInside = false;
  for (let at = 0; at < size.width * size.height; at++) {
    const now = has(mask, Math.floor(at / size.height), at % size.height);
    if (now === isInside) counts.push((counts.pop() ?? 0) + 1);
    else counts.push(1);
    isInside = now;
  }
  return { size: [size.height, size.width], counts };
};

const boxOf = ({ inside }: Mask) => {
  const at = [...inside.keys()].filter((index) => inside[index] === 1);
  const [us, vs] = [
    at.map((each) => each % size.width),
    at.map((each) => Math.floor(each / size.width)),
  ];
  return [Math.min(...us), Math.min(...vs), Math.max(...us) + 1, Math.max(...vs) + 1];
};

/** A folder of pictures with depth, masks and a camera beside them, as a user would keep them. */
export const writePictures = async (folder: string): Promise<void> => {
  for (const part of ["depth", "things"]) await mkdir(join(folder, part), { recursive: true });
  await writeFile(join(folder, "camera.json"), JSON.stringify(lens));
  for (const [index, view] of views.entries()) {
    const { metres, masks } = photograph(view, solids);
    const name = String(index).padStart(3, "0");
    const colours = new Uint8Array(size.width * size.height * 3);
    for (let at = 0; at < colours.length; at++)
      colours[at] = ((metres[Math.floor(at / 3)] ?? 0) * 997 + at * 31) % 200;
    await sharp(colours, { raw: { ...size, channels: 3 } })
      .png()
      .toFile(join(folder, `${name}.png`));
    const millimetres = Uint16Array.from(metres, (z) => (z > 0 ? Math.round(z * 1000) : 0));
    await sharp(millimetres, { raw: { ...size, channels: 1 } })
      .toColourspace("grey16")
      .png()
      .toFile(join(folder, "depth", `${name}.png`));
    const things = solids.flatMap(({ name: called }, at) => {
      const mask = masks[at];
      return mask ? [{ name: called, box: boxOf(mask), mask: runsOf(mask) }] : [];
    });
    await writeFile(join(folder, "things", `${name}.json`), JSON.stringify({ things }));
  }
};
