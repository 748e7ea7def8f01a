import {
  type DepthView,
  type Intrinsics,
  identityPose,
  inParent,
  inversePose,
  lift,
  type Metres,
  type Pixel,
  type PixelBox,
  type Pose,
  project,
  type Stamp,
  type Vec3,
} from "../core/index.js";
import type { DepthPicture } from "../messages/index.js";
import type { Lens } from "./lens-history.js";

/** Steps in which depth is told. */
const quantum: Metres = 0.001;
/** What a stereo camera of the D435's kind errs by at 1 m, 1 σ; with the square of the depth, as disparity goes. */
const errorAtOneMetre: Metres = 0.02;
/** Nothing nearer is measured, and what lies further is seen along the same ray. */
const nearest: Metres = 0.1;
const farthest: Metres = 20;

/** Where a depth image was taken, for a frame that it is asked about. */
export interface DepthPlace {
  readonly stamp: Stamp;
  readonly picture: DepthPicture;
  /** How the depth camera sees; through a lens that bends, its rectifier. */
  readonly lens: Pick<Lens, "intrinsics" | "rectifier">;
  /** In pixels of the frame. */
  readonly frame: Intrinsics;
  /** Of the depth camera's optical frame in the frame's; absent where they are the same. */
  readonly pose?: Pose;
}

export const depthStddev = (depth: Metres): Metres =>
  Math.hypot(quantum / Math.sqrt(12), errorAtOneMetre * depth * depth);

const raysOf = new WeakMap<object, Float32Array>();

/** Of each pixel, x/z and y/z of what it sees; NaN where the lens model says nothing. Of a lens that bends, kept. */
const bentRays = ({ picture, lens }: DepthPlace): Float32Array | undefined => {
  const { rectifier, intrinsics: k } = lens;
  if (!rectifier) return undefined;
  const known = raysOf.get(rectifier);
  if (known) return known;
  const rays = new Float32Array(picture.width * picture.height * 2).fill(Number.NaN);
  for (let at = 0; at < rays.length / 2; at++) {
    const taken: Pixel = [(at % picture.width) + 0.5, Math.floor(at / picture.width) + 0.5];
    const straight = rectifier.rectifiedOf(taken);
    if (!straight) continue;
    rays[2 * at] = (straight[0] - k.cx) / k.fx;
    rays[2 * at + 1] = (straight[1] - k.cy) / k.fy;
  }
  raysOf.set(rectifier, rays);
  return rays;
};

/** Corners and middles of its sides: through a lens that bends, a side is a curve. */
const borderOf = ({ left, top, right, bottom }: PixelBox): readonly Pixel[] => {
  const [u, v] = [(left + right) / 2, (top + bottom) / 2];
  return [left, u, right].flatMap((x) => [top, v, bottom].map((y): Pixel => [x, y]));
};

/** Where in the depth image what lies in a box can be seen, in whole pixels; undefined: anywhere. */
const seenAt = (place: DepthPlace, box: PixelBox): readonly Pixel[] | undefined => {
  const { lens, frame, pose } = place;
  const depths = pose ? [nearest, farthest] : [1];
  const inverse = pose && inversePose(pose);
  const pixels: Pixel[] = [];
  for (const pixel of borderOf(box))
    for (const depth of depths) {
      const point = lift(pixel, depth, frame);
      const seen = project(inverse ? inParent(inverse, point) : point, lens.intrinsics);
      if (!seen) return undefined;
      pixels.push(lens.rectifier ? lens.rectifier.pixelOf(seen) : seen);
    }
  return pixels;
};

/** Pixels by which a curve may lie outside of what its ends span. */
const margin = 4;

/** Those whose centres may lie within. */
const regionOf = (place: DepthPlace, box: PixelBox): PixelBox => {
  const { width, height } = place.picture;
  const whole = { left: 0, top: 0, right: width, bottom: height };
  const pixels = seenAt(place, box);
  if (!pixels) return whole;
  const slack = place.lens.rectifier ? margin : 0;
  const clamp = (value: number, upTo: number): number => Math.min(Math.max(value, 0), upTo);
  const range = (axis: 0 | 1, size: number): readonly [number, number] => {
    const all = pixels.map((pixel) => pixel[axis]);
    const from = clamp(Math.ceil(Math.min(...all) - 0.5 - slack), size);
    return [from, clamp(Math.ceil(Math.max(...all) - 0.5 + slack), size)];
  };
  const [[left, right], [top, bottom]] = [range(0, width), range(1, height)];
  return { left, top, right: Math.max(left, right), bottom: Math.max(top, bottom) };
};

interface Columns {
  readonly x: Vec3;
  readonly y: Vec3;
  readonly z: Vec3;
  readonly position: Vec3;
}

const columnsOf = (pose: Pose): Columns => {
  const { rotation } = pose;
  const turned = (v: Vec3): Vec3 => inParent({ position: [0, 0, 0], rotation }, v);
  const [x, y, z] = [turned([1, 0, 0]), turned([0, 1, 0]), turned([0, 0, 1])];
  return { x, y, z, position: pose.position };
};

/** Of the asked box, its bounds as x/z and y/z. */
const boundsOf = (box: PixelBox, k: Intrinsics): readonly [Vec3, Vec3] => [
  lift([box.left, box.top], 1, k),
  lift([box.right, box.bottom], 1, k),
];

/**
 * The measured points of a region that fall into the box, in the frame's optical frame. Written as one loop without
 * arrays inside: it runs over each pixel of each thing of each frame.
 */
const pointsOf = (place: DepthPlace, region: PixelBox, box: PixelBox): Float32Array => {
  const { picture, lens, frame } = place;
  const { fx, fy, cx, cy } = lens.intrinsics;
  const metres = picture.metresIn(region);
  const rays = bentRays(place);
  const { x: ax, y: ay, z: az, position: p } = columnsOf(place.pose ?? identityPose);
  const [[left, top], [right, bottom]] = boundsOf(box, frame);
  const points = new Float32Array(metres.length * 3);
  let count = 0;
  let at = 0;
  for (let row = region.top; row < region.bottom; row++)
    for (let column = region.left; column < region.right; column++, at++) {
      const depth = metres[at] ?? Number.NaN;
      if (!(depth > 0 && depth < Number.POSITIVE_INFINITY)) continue;
      const ray = 2 * (row * picture.width + column);
      const u = (rays ? (rays[ray] ?? Number.NaN) : (column + 0.5 - cx) / fx) * depth;
      const v = (rays ? (rays[ray + 1] ?? Number.NaN) : (row + 0.5 - cy) / fy) * depth;
      const x = ax[0] * u + ay[0] * v + az[0] * depth + p[0];
      const y = ax[1] * u + ay[1] * v + az[1] * depth + p[1];
      const z = ax[2] * u + ay[2] * v + az[2] * depth + p[2];
      if (!(z > 0 && x >= left * z && x < right * z && y >= top * z && y < bottom * z)) continue;
      points[count] = x;
      points[count + 1] = y;
      points[count + 2] = z;
      count += 3;
    }
  return points.slice(0, count);
};

/** Rows that are looked at to tell whether an image measured anything at all. */
const probed = 16;

export const measuredNothing = ({ width, height, metresIn }: DepthPicture): boolean => {
  const rows = Array.from({ length: probed }, (_, n) => Math.floor(((n + 0.5) * height) / probed));
  return rows.every((top) =>
    metresIn({ left: 0, top, right: width, bottom: top + 1 }).every((z) => !Number.isFinite(z)),
  );
};

/** What a depth image tells of a frame, whichever camera took it. */
export const depthView = (place: DepthPlace): DepthView => ({
  stamp: place.stamp,
  stddevAt: depthStddev,
  pointsIn: async (box) => pointsOf(place, regionOf(place, box), box),
});
