import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Content } from "./encodings.js";

export const stamp = 1_767_225_600_000_000_005n;
const head = { timestamp: stamp, frame_id: "camera" };

export const jpeg = new Uint8Array(
  readFileSync(resolve(import.meta.dirname, "../../fixtures/images/scene.jpg")),
);

/** 2×1: red and green. */
export const rawImage: Content = {
  ...head,
  width: 2,
  height: 1,
  encoding: "rgb8",
  step: 6,
  data: new Uint8Array([255, 0, 0, 0, 255, 0]),
};

export const compressedImage: Content = { ...head, data: jpeg, format: "jpeg" };

export const cameraCalibration: Content = {
  ...head,
  width: 640,
  height: 480,
  distortion_model: "plumb_bob",
  D: [0.1, 0.2, 0, 0, 0],
  K: [500, 0, 319.5, 0, 510, 239.5, 0, 0, 1],
  R: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  P: [400, 0, 320.5, 0, 0, 410, 240.5, 0, 0, 0, 1, 0],
};

const turned = { x: 0, y: 0, z: Math.SQRT1_2, w: Math.SQRT1_2 };

export const frameTransform: Content = {
  timestamp: stamp,
  parent_frame_id: "world",
  child_frame_id: "camera",
  translation: { x: 1, y: 2, z: 3 },
  rotation: turned,
};

export const frameTransforms: Content = {
  transforms: [frameTransform, { ...frameTransform, child_frame_id: "hand" }],
};
