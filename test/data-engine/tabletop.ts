import {
  createRandom,
  cross,
  dot,
  type Frame,
  type Intrinsics,
  scale,
  subtract,
  type Vec3,
} from "../../src/core/index.js";
import { type Mask, maskWhere } from "../../src/data-engine/lift/mask.js";
import { type DepthRaster, rasterOf } from "../../src/data-engine/lift/raster.js";
import { withStillDepth } from "../../src/scene/index.js";

/** A thing on a table at height 0: a box or an upright cylinder. World: z up. [m] */
export interface Solid {
  readonly name: string;
  readonly kind: "box" | "cylinder";
  /** Of its foot. */
  readonly at: Vec3;
  readonly width: number;
  readonly depth: number;
  readonly height: number;
}

export const size = { width: 320, height: 240 };
export const lens: Intrinsics = { fx: 300, fy: 300, cx: 160, cy: 120 };

/** A camera at `eye` that looks at `target`: rows are its axes in the world. */
export interface View {
  readonly eye: Vec3;
  readonly axes: readonly [Vec3, Vec3, Vec3];
}

const unit = (v: Vec3): Vec3 => scale(v, 1 / Math.hypot(...v));

export const viewFrom = (eye: Vec3, target: Vec3): View => {
  const z = unit(subtract(target, eye));
  const x = unit(cross(z, [0, 0, 1]));
  return { eye, axes: [x, cross(z, x), z] };
};

export const toCamera = ({ eye, axes }: View, point: Vec3): Vec3 => {
  const from = subtract(point, eye);
  return [dot(axes[0], from), dot(axes[1], from), dot(axes[2], from)];
};

export const upIn = ({ axes }: View): Vec3 => [axes[0][2], axes[1][2], axes[2][2]];

/** Where a ray enters a solid; Infinity where it doesn't. */
const hit = (eye: Vec3, ray: Vec3, { kind, at, width, depth, height }: Solid): number => {
  const slab = (axis: 0 | 1 | 2, low: number, high: number): readonly [number, number] => {
    const [a, b] = [(low - eye[axis]) / ray[axis], (high - eye[axis]) / ray[axis]];
    return [Math.min(a, b), Math.max(a, b)];
  };
  const [low, high] = slab(2, at[2], at[2] + height);
  let [enter, leave] = [low, high];
  if (kind === "box") {
    const [x0, x1] = slab(0, at[0] - width / 2, at[0] + width / 2);
    const [y0, y1] = slab(1, at[1] - depth / 2, at[1] + depth / 2);
    [enter, leave] = [Math.max(low, x0, y0), Math.min(high, x1, y1)];
  } else {
    const [ox, oy] = [eye[0] - at[0], eye[1] - at[1]];
    const a = ray[0] ** 2 + ray[1] ** 2;
    const b = ox * ray[0] + oy * ray[1];
    const root = b * b - a * (ox * ox + oy * oy - (width / 2) ** 2);
    if (root < 0) return Number.POSITIVE_INFINITY;
    enter = Math.max(low, (-b - Math.sqrt(root)) / a);
    leave = Math.min(high, (-b + Math.sqrt(root)) / a);
  }
  return enter < leave && enter > 0 ? enter : Number.POSITIVE_INFINITY;
};

export interface Picture {
  /** Along the optical axis, row by row; NaN where nothing is hit. */
  readonly metres: Float32Array;
  /** Of each solid, what shows it. */
  readonly masks: readonly Mask[];
}

/** What a camera over a table sees: the exact depth of each pixel's centre. */
export const photograph = (view: View, solids: readonly Solid[]): Picture => {
  const metres = new Float32Array(size.width * size.height);
  const owner = new Int16Array(metres.length).fill(-1);
  for (let at = 0; at < metres.length; at++) {
    const [u, v] = [at % size.width, Math.floor(at / size.width)];
    const [x, y] = [(u + 0.5 - lens.cx) / lens.fx, (v + 0.5 - lens.cy) / lens.fy];
    const ray = [0, 1, 2].map(
      (k) => x * (view.axes[0][k] ?? 0) + y * (view.axes[1][k] ?? 0) + (view.axes[2][k] ?? 0),
    ) as unknown as Vec3;
    let depth = ray[2] < 0 ? -view.eye[2] / ray[2] : Number.POSITIVE_INFINITY;
    for (const [index, solid] of solids.entries()) {
      const distance = hit(view.eye, ray, solid);
      if (distance < depth) [depth, owner[at]] = [distance, index];
    }
    metres[at] = depth < 5 ? depth : Number.NaN;
  }
  const whole = { left: 0, top: 0, right: size.width, bottom: size.height };
  const masks = solids.map((_, index) =>
    maskWhere(whole, (u, v) => owner[v * size.width + u] === index),
  );
  return { metres, masks };
};

/** With the noise of a stereo camera: of inverse depth, σ in 1/m. */
export const noisy = (metres: Float32Array, sigma: number, seed = 1): Float32Array => {
  const random = createRandom(seed);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random.float())) * Math.cos(2 * Math.PI * random.float());
  return metres.map((z) => 1 / (1 / z + sigma * normal()));
};

/** A frame that has such depth. */
export const frameWith = (metres: Float32Array, up?: Vec3): Frame => {
  const frame: Frame = {
    stamp: 0n,
    camera: "test",
    frameId: "",
    ...size,
    intrinsics: lens,
    intrinsicsSource: "camera_info",
    ...(up && { up }),
    rgb: async () => ({ ...size, data: new Uint8Array(size.width * size.height * 3) }),
  };
  const metresIn = ({
    left,
    top,
    right,
    bottom,
  }: Record<"left" | "top" | "right" | "bottom", number>) => {
    const part = new Float32Array((right - left) * (bottom - top));
    for (let v = top; v < bottom; v++)
      part.set(
        metres.subarray(v * size.width + left, v * size.width + right),
        (v - top) * (right - left),
      );
    return part;
  };
  return withStillDepth(frame, { ...size, metresIn }, "depth");
};

/** Such depth as the engine reads it. */
export const rasterWith = async (metres: Float32Array): Promise<DepthRaster> => {
  const { depth } = frameWith(metres);
  if (!depth) throw new Error("has depth");
  return rasterOf(depth, { ...size, intrinsics: lens });
};
