import {
  type Intrinsics,
  identityPose,
  lift,
  type PixelBox,
  type Pose,
  rotate,
} from "../core/index.js";

/** Part of a depth image, and how it was seen. */
export interface DepthRegion {
  readonly region: PixelBox;
  /** Of the region, row by row. */
  readonly metres: Float32Array;
  readonly intrinsics: Intrinsics;
  /** Through a lens that bends: x/z and y/z of each pixel of the whole image, of `width` columns; NaN where unknown. */
  readonly rays?: { readonly of: Float32Array; readonly width: number };
}

/** What is asked for, in pixels of a frame. */
export interface Asked {
  readonly box: PixelBox;
  readonly frame: Intrinsics;
  /** Of the depth camera in the frame's; absent where they are the same. */
  readonly pose?: Pose;
}

/** x/z (or y/z) of a row's (or column's) pixels. */
const raysAlong = (from: number, to: number, centre: number, focal: number): Float64Array =>
  Float64Array.from(
    { length: Math.max(to - from, 0) },
    (_, n) => (from + n + 0.5 - centre) / focal,
  );

/** Room for all that a region can hold; what is left over is cut off. */
const roomFor = ({ metres }: DepthRegion): Float32Array => new Float32Array(metres.length * 3);

// The loops run over each pixel of each thing of each frame: nothing is made inside of them.

/** Of a depth image that the frame's own camera took, or that was made to look so; the region is exact. */
const straightPoints = (given: DepthRegion): Float32Array => {
  const { region, metres, intrinsics: k } = given;
  const [across, along] = [
    raysAlong(region.left, region.right, k.cx, k.fx),
    raysAlong(region.top, region.bottom, k.cy, k.fy),
  ];
  const points = roomFor(given);
  let count = 0;
  let at = 0;
  for (const y of along)
    for (let column = 0; column < across.length; column++, at++) {
      const depth = metres[at] ?? 0;
      if (!(depth > 0 && depth < Number.POSITIVE_INFINITY)) continue;
      points[count] = (across[column] ?? 0) * depth;
      points[count + 1] = y * depth;
      points[count + 2] = depth;
      count += 3;
    }
  return points.subarray(0, count);
};

/** Of another camera's depth image, or one that was taken through a lens that bends. */
const turnedPoints = (given: DepthRegion, asked: Asked): Float32Array => {
  const { region, metres, intrinsics: k, rays } = given;
  const { box, frame, pose = identityPose } = asked;
  const [xx, xy, xz] = rotate(pose.rotation, [1, 0, 0]);
  const [yx, yy, yz] = rotate(pose.rotation, [0, 1, 0]);
  const [zx, zy, zz] = rotate(pose.rotation, [0, 0, 1]);
  const [px, py, pz] = pose.position;
  const [left, top] = lift([box.left, box.top], 1, frame);
  const [right, bottom] = lift([box.right, box.bottom], 1, frame);
  const across = raysAlong(region.left, region.right, k.cx, k.fx);
  const along = raysAlong(region.top, region.bottom, k.cy, k.fy);
  const points = roomFor(given);
  let count = 0;
  let at = 0;
  for (let row = 0; row < along.length; row++)
    for (let column = 0; column < across.length; column++, at++) {
      const depth = metres[at] ?? 0;
      if (!(depth > 0 && depth < Number.POSITIVE_INFINITY)) continue;
      let u = across[column] ?? 0;
      let v = along[row] ?? 0;
      if (rays) {
        const ray = 2 * ((region.top + row) * rays.width + region.left + column);
        u = rays.of[ray] ?? 0;
        v = rays.of[ray + 1] ?? 0;
      }
      const z = (xz * u + yz * v + zz) * depth + pz;
      const x = (xx * u + yx * v + zx) * depth + px;
      if (!(x >= left * z && x < right * z)) continue;
      const y = (xy * u + yy * v + zy) * depth + py;
      if (!(z > 0 && y >= top * z && y < bottom * z)) continue;
      points[count] = x;
      points[count + 1] = y;
      points[count + 2] = z;
      count += 3;
    }
  return points.subarray(0, count);
};

/** The measured points of a region that fall into the box, in the frame's optical frame: x, y, z in turn. */
export const pointsWithin = (given: DepthRegion, asked: Asked): Float32Array =>
  given.rays || asked.pose ? turnedPoints(given, asked) : straightPoints(given);
