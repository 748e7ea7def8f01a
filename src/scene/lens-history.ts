import {
  assumedFovDegrees,
  type Failure,
  failureOf,
  type Intrinsics,
  intrinsicsFromFov,
  lensModelOf,
  type Seconds,
  type Stamp,
  secondsBetween,
  unknownLensRemark,
} from "../core/index.js";
import { type CameraInfo, fitsImage, intrinsicsOfImage } from "../messages/index.js";
import { createRectifier, type Rectifier } from "./rectifier.js";

/** Other lenses than these newest ones are forgotten: a camera that zooms with every frame must not fill the memory. */
const most = 64;
/** Drivers scale images, and recorders and viewers with them: each size of a lens has its own picture. */
const mostSizes = 4;
/** Stamps that go back by more are of a clock that was set: older ones say nothing of it. */
const setBack: Seconds = 1;

/** How an image was seen. */
export interface Lens {
  readonly intrinsics: Intrinsics;
  readonly source: "camera_info" | "assumed";
  /** Why a lens had to be assumed although a CameraInfo tells of one. */
  readonly failure?: Failure;
  /** What a CameraInfo came without, where one had to be assumed and none is to blame. */
  readonly lacking?: string;
  readonly rectifier?: Rectifier;
  /** What is no failure and should be known. */
  readonly remarks: readonly string[];
}

/** The image that a lens is wanted for. */
export interface Seen {
  readonly stamp: Stamp;
  readonly logTime: Stamp;
  readonly frameId: string;
  readonly width: number;
  readonly height: number;
}

type Calibrated = CameraInfo & { readonly intrinsics: Intrinsics };

interface Entry {
  /** Undefined: it came without a stamp, and counts from when it came. */
  readonly stamp?: Stamp;
  readonly logTime: Stamp;
  readonly info: Calibrated;
  readonly lensOf: Map<string, Lens>;
}

/** The lenses of one camera, as its CameraInfo tells them. */
export interface LensHistory {
  readonly add: (info: CameraInfo, logTime: Stamp) => void;
  /**
   * Of the newest CameraInfo at or before the image, of its shape and its frame if there is one; the first one before
   * any came.
   */
  readonly at: (image: Seen) => Lens;
  readonly isEmpty: () => boolean;
  /** Up to which image all has been told, whatever comes later. */
  readonly toldUpTo: () => Stamp | undefined;
}

const isCalibrated = (info: CameraInfo): info is Calibrated => info.intrinsics !== undefined;

const noFocal = "CameraInfo tells no focal length, as of a camera that is not calibrated";

const contentOf = ({ stamp: _, ...content }: CameraInfo): string => JSON.stringify(content);

const assumed = (image: Seen, lacking?: string): Lens => ({
  intrinsics: intrinsicsFromFov(image.width, image.height, assumedFovDegrees),
  source: "assumed",
  ...(lacking === undefined ? {} : { lacking }),
  remarks: [],
});

const withoutP = "CameraInfo has no P, which tells of rectified images: K stands in";

/** Of a rectified image P tells, and nothing bends any more; of a raw one K and the distortion. */
const throughLens = (info: Calibrated, image: Seen, isRectified: boolean): Lens => {
  const { width, height, distortion } = info;
  const own = isRectified ? (info.rectified ?? info.intrinsics) : info.intrinsics;
  const intrinsics = intrinsicsOfImage({ intrinsics: own, width, height }, image);
  const known = { intrinsics, source: "camera_info" as const, remarks: [] };
  const model = lensModelOf(distortion);
  if (isRectified)
    return info.rectified || model === "straight" ? known : { ...known, remarks: [withoutP] };
  if (model === "straight") return known;
  if (model === "unknown") {
    return { ...known, remarks: [unknownLensRemark(distortion)] };
  }
  return { ...known, rectifier: createRectifier(model, intrinsics, image) };
};

const seenThrough = (info: Calibrated, image: Seen, isRectified: boolean): Lens => {
  try {
    return throughLens(info, image, isRectified);
  } catch (thrown) {
    return { ...assumed(image), failure: failureOf(thrown, "image.calibration") };
  }
};

const namedOtherwise = (info: CameraInfo, { frameId }: Seen): readonly string[] =>
  info.frameId === frameId || info.frameId === "" || frameId === ""
    ? []
    : [`CameraInfo is of the frame "${info.frameId}", the image of "${frameId}"`];

/** `isRectified`: the images are a rectifier's. */
export const createLensHistory = (isRectified: boolean): LensHistory => {
  let entries: readonly Entry[] = [];
  let newest = "";
  let told: Stamp | undefined;
  let uncalibrated = false;

  const countsFor =
    (image: Seen) =>
    ({ stamp, logTime }: Entry): boolean =>
      stamp === undefined || image.stamp <= 0n ? logTime <= image.logTime : stamp <= image.stamp;

  const lensOf = ({ info, lensOf: known }: Entry, image: Seen): Lens => {
    const key = `${image.width}x${image.height}`;
    const lens = known.get(key) ?? seenThrough(info, image, isRectified);
    if (known.size >= mostSizes) known.clear();
    known.set(key, lens);
    const otherwise = namedOtherwise(info, image);
    return otherwise.length === 0 ? lens : { ...lens, remarks: [...lens.remarks, ...otherwise] };
  };

  return {
    add: (info, logTime) => {
      if (told !== undefined && info.stamp > 0n && secondsBetween(told, info.stamp) < -setBack) {
        entries = [];
        newest = "";
      }
      if (info.stamp > 0n) told = info.stamp;
      uncalibrated = !isCalibrated(info);
      if (!isCalibrated(info)) return;
      const content = contentOf(info);
      if (content === newest) return;
      newest = content;
      const stamp = info.stamp > 0n ? { stamp: info.stamp } : {};
      entries = [...entries, { ...stamp, logTime, info, lensOf: new Map() }].slice(-most);
    },
    at: (image) => {
      const before = entries.filter(countsFor(image));
      const candidates = before.length > 0 ? before : entries.slice(0, 1);
      const fitting = candidates.filter(({ info }) => fitsImage(info, image));
      const own = fitting.findLast(({ info }) => namedOtherwise(info, image).length === 0);
      const entry = own ?? fitting.at(-1) ?? candidates.at(-1);
      return entry ? lensOf(entry, image) : assumed(image, uncalibrated ? noFocal : undefined);
    },
    isEmpty: () => entries.length === 0,
    toldUpTo: () => told,
  };
};
