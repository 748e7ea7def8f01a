// A picture of a data set with the boxes of its things and up drawn in: node dist/bench/engine/picture.js FOLDER N OUT.png
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { z } from "zod";
import { add, cross, type Intrinsics, project, scale, type Vec3 } from "../../core/index.js";
import { type DataLine, readDataset, type Thing } from "../../dataset/index.js";
import { escapeHtml } from "../../web/index.js";

/** How much larger the picture is drawn. */
const enlarged = 2;
const colours = ["#ffd400", "#00d0ff", "#ff5fa2", "#7dff5f", "#ff9a3d", "#c79bff"];

const vec = z.tuple([z.number(), z.number(), z.number()]);
const standing = z.object({ away: vec, extents: vec });

type Line = readonly [Vec3, Vec3];

const corners = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
] as const;

/** The twelve edges of a box that stands. */
const edgesOf = ({ centre, attributes }: Thing, up: Vec3): readonly Line[] => {
  const { data: box } = standing.safeParse(attributes.standing);
  if (!box) return [];
  const right = cross(box.away, up);
  const [width, depth, height] = box.extents;
  const at = (x: number, y: number, z: number): Vec3 =>
    add(
      add(centre, scale(right, (x * width) / 2)),
      add(scale(box.away, (y * depth) / 2), scale(up, (z * height) / 2)),
    );
  return corners.flatMap(([x, y], index): readonly Line[] => {
    const [nx, ny] = corners[(index + 1) % 4] ?? [0, 0];
    return [
      [at(x, y, -1), at(nx, ny, -1)],
      [at(x, y, 1), at(nx, ny, 1)],
      [at(x, y, -1), at(x, y, 1)],
    ];
  });
};

const pixel = (point: Vec3, lens: Intrinsics): readonly [number, number] | undefined => {
  const seen = project(point, lens);
  return seen && [seen[0] * enlarged, seen[1] * enlarged];
};

const stroke = ([a, b]: Line, lens: Intrinsics, colour: string, width = 2): string => {
  const [from, to] = [pixel(a, lens), pixel(b, lens)];
  if (!from || !to) return "";
  return `<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" stroke="${colour}" stroke-width="${width}"/>`;
};

const centimetres = (metres: number): string => (100 * metres).toFixed(1);

const label = (thing: Thing, lens: Intrinsics, colour: string): string => {
  const at = pixel(thing.centre, lens);
  if (!at || !thing.box) return "";
  const size = thing.deviation?.size
    ? `${centimetres(thing.size[0])} wide${thing.height === undefined ? "" : `, ${centimetres(thing.height)} tall`}`
    : "cut";
  const text = `${escapeHtml(thing.name)}: ${size}`;
  const [x, y] = [thing.box[0] * enlarged, Math.max(16, thing.box[1] * enlarged - 10)];
  return `<text x="${x}" y="${y}" font-family="sans-serif" font-size="14" fill="${colour}" stroke="#000" stroke-width="3" paint-order="stroke">${text}</text><circle cx="${at[0]}" cy="${at[1]}" r="4" fill="${colour}" stroke="#000"/>`;
};

/** A tenth of a metre along up, from where a thing stands. */
const arrow = ({ centre, height = 0 }: Thing, up: Vec3, lens: Intrinsics): string => {
  const foot = add(centre, scale(up, height / 2));
  return stroke([foot, add(foot, scale(up, 0.1))], lens, "#ffffff", 4);
};

const overlay = ({ width, height, camera, things }: DataLine): string => {
  const { up, ...lens } = camera;
  const parts = things.map((thing, index) => {
    const colour = colours[index % colours.length] ?? "#fff";
    const axis: Vec3 = up ?? [0, -1, 0];
    const edges = edgesOf(thing, axis).map((edge) => stroke(edge, lens, colour));
    return `${edges.join("")}${up ? arrow(thing, up, lens) : ""}${label(thing, lens, colour)}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width * enlarged}" height="${height * enlarged}">${parts.join("")}</svg>`;
};

const [folder, index, output] = process.argv.slice(2);
if (folder === undefined || index === undefined || output === undefined) {
  process.stderr.write("usage: node dist/bench/engine/picture.js FOLDER N OUT.png\n");
  process.exit(2);
}
let at = 0;
for await (const line of readDataset(folder)) {
  if (at++ !== Number(index)) continue;
  const picture = await sharp(await readFile(join(folder, line.image)))
    .resize(line.width * enlarged, line.height * enlarged, { kernel: "cubic" })
    .composite([{ input: Buffer.from(overlay(line)) }])
    .png()
    .toBuffer();
  await sharp(picture).png({ palette: true, quality: 80 }).toFile(output);
}
