import type { Frame, Stamp } from "../../src/core/index.js";
import type { CameraInfo, StampedTransform } from "../../src/messages/index.js";
import {
  createScene,
  isFrame,
  type Scene,
  type SceneFrame,
  type SceneMessage,
  type SceneSettings,
} from "../../src/scene/index.js";

export const start = 1_700_000_000_000_000_000n;
export const ms = (value: number): bigint => BigInt(Math.round(value * 1e6));
/** So many milliseconds after the start; undefined is a stamp of 0. */
export const at = (value: number | undefined): Stamp =>
  value === undefined ? 0n : start + ms(value);

const size = { width: 64, height: 48 };

/** An image taken and logged at these milliseconds. */
export const image = (taken: number | undefined, logged = taken ?? 0): SceneMessage => {
  const header = { stamp: at(taken), frameId: "camera" };
  const data = new Uint8Array(size.width * size.height * 3);
  return {
    kind: "image",
    logTime: at(logged),
    header,
    picture: () => ({ ...header, camera: "/eye", ...size, rgb: async () => ({ ...size, data }) }),
  };
};

/** A CameraInfo of a focal length in pixels. */
export const info = (
  taken: number | undefined,
  focal: number,
  { logged = taken ?? 0, ...fields }: Partial<CameraInfo> & { readonly logged?: number } = {},
): SceneMessage => ({
  kind: "camera info",
  logTime: at(logged),
  info: {
    stamp: at(taken),
    frameId: "camera",
    ...size,
    ...(focal > 0 && { intrinsics: { fx: focal, fy: focal, cx: 32, cy: 24 } }),
    distortion: { model: "plumb_bob", coefficients: [] },
    ...fields,
  },
});

/** The camera turned about its x axis by so many degrees, against the world. */
export const turned = (taken: number, degrees: number, logged = taken): SceneMessage => {
  const half = (degrees * Math.PI) / 360;
  const transform: StampedTransform = {
    stamp: at(taken),
    parent: "world",
    child: "camera",
    position: [0, 0, 0],
    rotation: [Math.sin(half), 0, 0, Math.cos(half)],
  };
  return { kind: "transforms", logTime: at(logged), transforms: [transform], fixed: false };
};

export const sceneOf = (settings: Partial<SceneSettings> = {}): Scene =>
  createScene({
    stated: () => ({}),
    rectified: false,
    expects: { cameraInfo: () => true, transforms: () => false },
    ...settings,
  });

export const framesOf = (
  scene: Scene,
  messages: readonly SceneMessage[],
): readonly SceneFrame[] => [...messages.flatMap((message) => scene.take(message)), ...scene.end()];

export const frameIn = ({ content }: SceneFrame): Frame | undefined =>
  isFrame(content) ? content : undefined;
