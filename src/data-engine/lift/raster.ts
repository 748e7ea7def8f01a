import type { DepthView, Intrinsics, Vec3 } from "../../core/index.js";

/**
 * Depth behind the pixels of a picture, as its inverse: what stereo cameras measure, in which their noise is the same
 * everywhere and a plane is linear. Of a picture that is much finer than its depth, in fewer and larger pixels.
 */
export interface DepthRaster {
  readonly width: number;
  readonly height: number;
  /** In pixels of the raster. */
  readonly intrinsics: Intrinsics;
  /** Raster pixels to one of the picture, at most 1. */
  readonly scale: number;
  /** Row by row, 1/m; NaN where nothing was measured. */
  readonly inverse: Float32Array;
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly intrinsics: Intrinsics;
}

/** A picture has depth for nearly each pixel, or is finer than its depth. */
const dense = 0.5;

const scaleFor = (points: number, { width, height }: Picture): number => {
  const share = points / (width * height);
  return share > dense ? 1 : Math.sqrt(share);
};

/** Of several points behind one pixel the nearest is seen. */
const fill = (points: Float32Array, { width, height, intrinsics: k, inverse }: DepthRaster) => {
  for (let at = 0; at < points.length; at += 3) {
    const z = points[at + 2] ?? 0;
    const near = 1 / z;
    const u = Math.floor((points[at] ?? 0) * near * k.fx + k.cx);
    const v = Math.floor((points[at + 1] ?? 0) * near * k.fy + k.cy);
    if (!(u >= 0 && u < width && v >= 0 && v < height && z > 0)) continue;
    const pixel = v * width + u;
    const before = inverse[pixel] ?? Number.NaN;
    if (!(before >= near)) inverse[pixel] = near;
  }
};

/**
 * What a depth camera measured, as the picture sees it: each measured point falls into the pixel that shows it, so that
 * nothing is interpolated across edges, whichever camera measured it.
 * @throws SpatialRewardError image.* when the depth image doesn't decode
 */
export const rasterOf = async (view: DepthView, picture: Picture): Promise<DepthRaster> => {
  const whole = { left: 0, top: 0, right: picture.width, bottom: picture.height };
  const points = await view.pointsIn(whole);
  const scale = scaleFor(points.length / 3, picture);
  const width = Math.max(1, Math.floor(picture.width * scale));
  const height = Math.max(1, Math.floor(picture.height * scale));
  const { fx, fy, cx, cy } = picture.intrinsics;
  const raster = {
    width,
    height,
    scale,
    intrinsics: { fx: fx * scale, fy: fy * scale, cx: cx * scale, cy: cy * scale },
    inverse: new Float32Array(width * height).fill(Number.NaN),
  };
  fill(points, raster);
  return raster;
};

/** Where a ray goes through a pixel's centre, at depth 1. */
export const rayAt = ({ intrinsics: k }: DepthRaster, u: number, v: number): Vec3 => [
  (u + 0.5 - k.cx) / k.fx,
  (v + 0.5 - k.cy) / k.fy,
  1,
];
