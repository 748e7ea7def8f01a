import type { Frame, PixelBox, Stamp, Vec3 } from "../../src/core/index.js";
import type { CameraInfo, DepthPicture, StampedTransform } from "../../src/messages/index.js";
import {
  createScene,
  type DepthMessage,
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

/** A frame in another, still or as of a time. */
export const placed = (
  parent: string,
  child: string,
  position: Vec3,
  { taken, logged = taken ?? 0 }: { readonly taken?: number; readonly logged?: number } = {},
): SceneMessage => ({
  kind: "transforms",
  logTime: at(logged),
  transforms: [{ stamp: at(taken), parent, child, position, rotation: [0, 0, 0, 1] }],
  fixed: taken === undefined,
});

interface DepthFields {
  readonly logged?: number;
  readonly frameId?: string;
  readonly width?: number;
  readonly height?: number;
  /** Metres at a pixel; of a wall 1 m away where nothing is said. */
  readonly metres?: (column: number, row: number) => number;
}

/** A depth image taken at these milliseconds, as large as the picture. */
export const depth = (taken: number | undefined, fields: DepthFields = {}): DepthMessage => {
  const { logged = taken ?? 0, frameId = "camera", metres = () => 1, ...shape } = fields;
  const header = { stamp: at(taken), frameId };
  const metresIn = ({ left, top, right, bottom }: PixelBox): Float32Array =>
    Float32Array.from({ length: (right - left) * (bottom - top) }, (_, n) =>
      metres(left + (n % (right - left)), top + Math.floor(n / (right - left))),
    );
  const picture: DepthPicture = { ...header, ...size, ...shape, metresIn };
  return { kind: "depth", logTime: at(logged), header, bytes: 6144, depth: () => picture };
};

export const depthInfo = (...of: Parameters<typeof info>): SceneMessage => {
  const told = info(...of);
  return told.kind === "camera info" ? { ...told, kind: "depth camera info" } : told;
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
