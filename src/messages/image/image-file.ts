import readExif from "exif-reader";
import type { Metadata } from "sharp";
import {
  assumedFovDegrees,
  type Frame,
  type Intrinsics,
  type IntrinsicsSource,
  intrinsicsFromFov,
  SpatialRewardError,
} from "../../core/index.js";
import { decodeBytes } from "./decode-bytes.js";
import { imageLibrary } from "./image-library.js";
import { checkSize } from "./pixels.js";
import { checkTarget, type Size, shrinks } from "./resize.js";

export interface ImageFileOptions {
  /** Horizontal field of view in degrees, if the user knows it: it then counts before EXIF. */
  readonly fov?: number;
  /** Of this image, where a data set states them. */
  readonly intrinsics?: Intrinsics;
}

/** Diagonal of 35 mm film (36 × 24 mm), which "35 mm equivalent" focal lengths are relative to. */
const filmDiagonalMm = Math.hypot(36, 24);
const fileFormats = ["jpeg", "png", "webp"] as const;

/**
 * The frame in a JPEG, PNG or WebP file, upright by its EXIF orientation; stamp 0, `camera` is the path.
 * Intrinsics are the caller's, else from `fov`, else from EXIF's 35 mm equivalent focal length, else assumed (60°).
 * @throws SpatialRewardError image.encoding, image.size, image.corrupt
 */
export const frameFromFile = async (
  bytes: Uint8Array,
  path: string,
  options: ImageFileOptions = {},
): Promise<Frame> => {
  const metadata = await readMetadata(bytes, path);
  const stored = { width: metadata.width, height: metadata.height };
  const turned = (metadata.orientation ?? 1) >= 5;
  const size = turned ? { width: stored.height, height: stored.width } : stored;
  checkSize(size.width, size.height, path);
  const decode = (target: Size = size) =>
    decodeBytes(bytes, path, {
      size: target,
      resizeWhileDecoding: metadata.format === "jpeg" && shrinks(size, target),
      turnByExif: true,
    });
  return {
    stamp: 0n,
    camera: path,
    frameId: "",
    ...size,
    ...intrinsicsOf(size, metadata, options),
    rgb: async (target) => {
      if (target !== undefined) checkTarget(target);
      return decode(target);
    },
  };
};

const readMetadata = async (bytes: Uint8Array, path: string): Promise<Metadata> => {
  const metadata = await metadataOf(bytes, path);
  if (!fileFormats.some((format) => format === metadata.format))
    throw new SpatialRewardError(
      "image.encoding",
      `${path}: must be one of ${fileFormats.join(", ")}; is ${metadata.format}`,
    );
  return metadata;
};

const metadataOf = async (bytes: Uint8Array, path: string): Promise<Metadata> => {
  try {
    return await imageLibrary()(bytes, { failOn: "none", limitInputPixels: false }).metadata();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SpatialRewardError("image.corrupt", `${path}: not an image (${reason})`, { cause });
  }
};

const intrinsicsOf = (
  { width, height }: Size,
  metadata: Metadata,
  { fov, intrinsics }: ImageFileOptions,
): { intrinsics: Intrinsics; intrinsicsSource: IntrinsicsSource } => {
  if (intrinsics !== undefined) return { intrinsics, intrinsicsSource: "camera_info" };
  if (fov !== undefined)
    return { intrinsics: intrinsicsFromFov(width, height, fov), intrinsicsSource: "fov" };
  const millimetres = equivalentFocalLength(metadata.exif);
  if (millimetres === undefined)
    return {
      intrinsics: intrinsicsFromFov(width, height, assumedFovDegrees),
      intrinsicsSource: "assumed",
    };
  const f = (millimetres / filmDiagonalMm) * Math.hypot(width, height);
  return {
    intrinsics: { fx: f, fy: f, cx: width / 2, cy: height / 2 },
    intrinsicsSource: "exif",
  };
};

/** Undefined when there is no EXIF, none that can be read, or none that says so (0 is unknown). */
const equivalentFocalLength = (exif: Buffer | undefined): number | undefined => {
  if (exif === undefined) return undefined;
  const millimetres = parsedExif(exif)?.Photo?.FocalLengthIn35mmFilm;
  return typeof millimetres === "number" && millimetres > 0 ? millimetres : undefined;
};

const parsedExif = (exif: Buffer): ReturnType<typeof readExif> | undefined => {
  try {
    return readExif(exif);
  } catch {
    // Damaged EXIF does not make a picture unusable: its focal length is merely unknown.
    return undefined;
  }
};
