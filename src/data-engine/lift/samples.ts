import type { Random, Vec3 } from "../../core/index.js";
import { type DepthRaster, rayAt } from "./raster.js";

/** A ray, and the inverse depth of the surface that it meets. */
export interface Sample {
  readonly ray: Vec3;
  readonly inverse: number;
  /** How far from a plane it may lie and be of it, 1/m. */
  readonly tolerance: number;
}

/** Pixels to each side of a sample that are averaged, and what noise that leaves: neighbours err alike. */
const about = 2;
const averaged = 2.5;
/** Share by which inverse depth may change from a pixel to the next. */
const steep = 0.05;
const samples = 500;
/** Tables are flat to so much. [m] */
const flat = 0.004;

/** Of a pixel's surroundings, all of one surface: on a plane the mean is the middle's. NaN at edges and holes. */
const meanAbout = (
  { width, inverse }: DepthRaster,
  u: number,
  v: number,
  noise: number,
): number => {
  if (u < about || u >= width - about) return Number.NaN;
  let [sum, count, least, most] = [0, 0, Number.POSITIVE_INFINITY, 0];
  for (let y = v - about; y <= v + about; y++)
    for (let x = u - about; x <= u + about; x++) {
      const each = inverse[y * width + x] ?? Number.NaN;
      if (!(each > 0)) continue;
      sum += each;
      count += 1;
      least = Math.min(least, each);
      most = Math.max(most, each);
    }
  const isOne = most - least < 8 * noise + about * steep * least;
  const isWhole = count > 0.9 * (2 * about + 1) ** 2;
  return isOne && isWhole ? sum / count : Number.NaN;
};

/** At random, of pixels that show a surface. */
export const samplesOf = (
  raster: DepthRaster,
  noise: number,
  random: Random,
): readonly Sample[] => {
  const found: Sample[] = [];
  for (let n = 0; n < 3 * samples && found.length < samples; n++) {
    const pixel = random.int(0, raster.inverse.length - 1);
    const [u, v] = [pixel % raster.width, Math.floor(pixel / raster.width)];
    const inverse = meanAbout(raster, u, v, noise);
    if (!(inverse > 0)) continue;
    const tolerance = Math.hypot((2.5 * noise) / averaged, flat * inverse ** 2);
    found.push({ ray: rayAt(raster, u, v), inverse, tolerance });
  }
  return found;
};
