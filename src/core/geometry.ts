import type { Metres } from "./units.js";

/** x, y, z. In an optical frame (REP-103): x right, y down, z forward. */
export type Vec3 = readonly [number, number, number];
/** u (right), v (down) in pixels; the centre of the first pixel is at 0.5, 0.5. */
export type Pixel = readonly [number, number];

/** Pinhole camera, in pixels of the image it belongs to. */
export interface Intrinsics {
  readonly fx: number;
  readonly fy: number;
  readonly cx: number;
  readonly cy: number;
}

/** Where intrinsics came from; `assumed` widens variances and is flagged in results. */
export type IntrinsicsSource = "camera_info" | "fov" | "exif" | "assumed";

/** Horizontal field of view assumed of a camera that says nothing about itself. */
export const assumedFovDegrees = 60;

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vec3, k: number): Vec3 => [a[0] * k, a[1] * k, a[2] * k];
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
export const norm = (a: Vec3): number => Math.hypot(a[0], a[1], a[2]);
export const distanceBetween = (a: Vec3, b: Vec3): Metres => norm(subtract(a, b));

/** Square pixels and a centred principal point, for a horizontal field of view in degrees (0 < fov < 180). */
export const intrinsicsFromFov = (
  width: number,
  height: number,
  fovDegrees: number,
): Intrinsics => {
  const f = width / 2 / Math.tan((fovDegrees * Math.PI) / 360);
  return { fx: f, fy: f, cx: width / 2, cy: height / 2 };
};

/** The pixel a point is seen at; undefined at or behind the camera. */
export const project = ([x, y, z]: Vec3, k: Intrinsics): Pixel | undefined =>
  z > 0 ? [k.cx + (k.fx * x) / z, k.cy + (k.fy * y) / z] : undefined;

/** The point at `depth` metres along the optical axis behind a pixel. */
export const lift = ([u, v]: Pixel, depth: Metres, k: Intrinsics): Vec3 => [
  ((u - k.cx) / k.fx) * depth,
  ((v - k.cy) / k.fy) * depth,
  depth,
];

/** Up in the optical frame (x right, y down, z forward) of a camera that looks down by so many degrees. */
export const upOfPitch = (degrees: number): Vec3 => {
  const angle = (degrees * Math.PI) / 180;
  return [0, -Math.cos(angle), -Math.sin(angle)];
};
