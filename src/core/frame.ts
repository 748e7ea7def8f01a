import type { Failure } from "./errors.js";
import type { CameraPose } from "./evidence.js";
import type { Intrinsics, IntrinsicsSource, Pixel, Vec3 } from "./geometry.js";
import type { Metres, Stamp } from "./units.js";

/** Pixels, row by row without padding; 3 bytes (R, G, B; sRGB) each. `data.length === width * height * 3`. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** The image as a bending lens took it, where a frame shows it rectified. */
export interface AsTaken {
  /** As a frame's own. */
  rgb(size?: { readonly width: number; readonly height: number }): Promise<RgbImage>;
  /** Where in this image lies what the frame shows at a pixel. */
  pixelOf(rectified: Pixel): Pixel;
}

/** Part of a picture, in pixels of the frame: from `left`, `top` up to `right`, `bottom`. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What a depth camera measured when a frame was taken, wherever it looks from. */
export interface DepthView {
  /** Of the depth image. */
  readonly stamp: Stamp;
  /** Along the optical axis, 1 σ in metres, that a sensor of this kind errs by at a depth. */
  readonly stddevAt: (depth: Metres) => Metres;
  /**
   * The measured points that fall into a part of the picture: x, y, z one after the other, in metres, in the frame's
   * optical frame. What was not measured (0, NaN, out of range) is not among them.
   * @throws SpatialRewardError image.* when the depth image doesn't decode
   */
  pointsIn(box: PixelBox): Promise<Float32Array>;
}

/** Where TF says that the gripper's tool centre point is. */
export interface GripperSight {
  /** Metres, in the frame's optical frame; may lie outside of the picture or behind the camera. */
  readonly point: Vec3;
  /** The TF frame that it was read from. */
  readonly frame: string;
}

/** What another camera saw at about the same time. */
export interface OtherFrame {
  /** Its name in the task file; else its topic. */
  readonly camera: string;
  readonly frame: Frame;
}

/** One stamped camera image. A coordinate frame is always `frameId`. */
export interface Frame {
  readonly stamp: Stamp;
  /** The topic, or the path of an image file. */
  readonly camera: string;
  /** The optical frame; empty when unknown. */
  readonly frameId: string;
  /** Of the whole image, in pixels; 0 when the header could not be read. */
  readonly width: number;
  readonly height: number;
  /** In pixels of the whole image, as `rgb()` shows it: a pinhole's, also where the lens bends. */
  readonly intrinsics?: Intrinsics;
  readonly intrinsicsSource?: IntrinsicsSource;
  /** Why a lens had to be assumed although the camera tells of one. */
  readonly lensFailure?: Failure;
  /** Where the lens bends: the image before it was rectified. */
  readonly asTaken?: AsTaken;
  /** Unit vector against gravity, in the optical frame, where TF or a setting tells it. */
  readonly up?: Vec3;
  /** Where the camera stands, where TF tells it. */
  readonly pose?: CameraPose;
  /** Where a task names a frame for it and TF knows that frame. */
  readonly gripper?: GripperSight;
  /** Where a depth camera's image is near enough in time. */
  readonly depth?: DepthView;
  /** Of a camera that paces: the other cameras' frames that go with it, one each. They have no others themselves. */
  readonly others?: readonly OtherFrame[];
  /**
   * The image as it was taken, where that is a JPEG of the colours that it shows and any viewer reads it. Looks through
   * all of its bytes, and gives a view of the message: to be copied before anything is waited for.
   */
  readonly jpeg?: () => Uint8Array | undefined;
  /**
   * Decodes on demand. With a size, the whole image is resized to it (antialiased triangle filter, aspect not kept);
   * a compressed image is then decoded at a lower scale where that loses nothing.
   * @throws SpatialRewardError image.* when the bytes don't decode
   */
  rgb(size?: { readonly width: number; readonly height: number }): Promise<RgbImage>;
}
