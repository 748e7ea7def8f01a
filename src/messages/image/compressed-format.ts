import { SpatialRewardError } from "../../core/index.js";
import type { BayerPattern } from "./bayer.js";

/** What the `format` of a compressed image says that its bytes can't. */
export interface FormatWords {
  /** The one channel is a Bayer mosaic, still to be turned into colours. */
  readonly mosaic?: BayerPattern;
  /** The encoder was given R, G, B where it takes B, G, R: red and blue are exchanged. */
  readonly swapped: boolean;
}

/**
 * `format` is free text. compressed_image_transport writes "rgb8; jpeg compressed bgr8": the raw image's encoding, the
 * codec, and what the raw image was converted to before OpenCV encoded it, as if it were B, G, R. So "compressed bgr8"
 * has true colours, and "compressed rgb8" exchanged ones, as its subscriber reads them, too. A TIFF is encoded
 * unconverted. A Bayer image is a mosaic still, unless it was converted to mono8 or colours. Drivers write anything:
 * "jpeg", "bgr8", "".
 */
export const readFormat = (format: string): FormatWords => {
  const [source = "", rest = ""] = format.toLowerCase().split(";");
  const converted = /compressed\s+(\w+)/.exec(rest)?.[1] ?? "";
  const pattern = patternOf(source.trim());
  return {
    ...(pattern && !/^(mono|rgb|bgr)/.test(converted) && { mosaic: pattern }),
    swapped: (/\btiff?\b/.test(rest) ? source.trim() : converted).startsWith("rgb"),
  };
};

const patterns: readonly BayerPattern[] = ["rggb", "bggr", "gbrg", "grbg"];

const patternOf = (source: string): BayerPattern | undefined =>
  patterns.find((pattern) => source === `bayer_${pattern}8` || source === `bayer_${pattern}16`);

/** @throws SpatialRewardError image.encoding: depth that was packed into an image is no picture */
export const refuseDepth = (format: string, what: string): void => {
  if (/compressedDepth|^\s*(16UC1|32FC1)\b/i.test(format))
    throw new SpatialRewardError(
      "image.encoding",
      `${what}: compressed format "${format}" is depth, not colour: choose a topic of pictures`,
    );
};

/** The error for bytes that are no image that is read: of another codec where the format names one, else corrupt. */
export const unreadBytes = (
  format: string,
  bytes: Uint8Array,
  what: string,
): SpatialRewardError => {
  const ours = format.trim() === "" || /jpe?g|png|webp|tiff?/i.test(format);
  return ours
    ? new SpatialRewardError(
        "image.corrupt",
        `${what}: ${bytes.length} bytes that are neither a JPEG nor a PNG, WebP or TIFF`,
      )
    : new SpatialRewardError(
        "image.encoding",
        `${what}: compressed format must be jpeg or png, webp or tiff; got "${format}", and bytes that are none of them`,
      );
};
