import {
  type DepthView,
  type Failure,
  type Frame,
  failureOf,
  type Intrinsics,
  type Pose,
  type Stamp,
  type Tally,
} from "../core/index.js";
import {
  type CameraInfo,
  type DepthPicture,
  fitsImage,
  intrinsicsOfImage,
} from "../messages/index.js";
import { createDepthHistory, depthBound, isDepth } from "./depth-history.js";
import { type DepthPlace, depthView, measuredNothing } from "./depth-view.js";
import { createLensHistory, type Lens } from "./lens-history.js";
import type { DepthMessage } from "./message.js";
import type { Knowledge } from "./patience.js";
import { hasPassed } from "./patience.js";
import type { Timed } from "./stamps.js";
import { bare, isFault } from "./transform-tree.js";
import { faultText, type TransformHistory } from "./transforms.js";

/** What the name of a depth image's topic says of it. */
export interface DepthTopic {
  /** The images are a rectifier's: CameraInfo's P tells of them. */
  readonly rectified: boolean;
  /** They were aligned to the camera's pictures, whatever frame they name. */
  readonly aligned: boolean;
}

/** How the frame is seen that a depth image is wanted for. */
export interface SeenFrame {
  readonly frame: Frame;
  /** Through which the picture was taken; absent where a field of view is stated. */
  readonly lens?: Lens;
}

/** The depth camera beside a camera. */
export interface DepthSource {
  readonly take: (message: DepthMessage) => void;
  readonly takeInfo: (info: CameraInfo, logTime: Stamp) => void;
  readonly knownAt: (frame: Timed) => Knowledge;
  /** Whether something has come that a frame may wait for. */
  readonly speaksOf: (message: DepthMessage, newest: Stamp) => boolean;
  /** Counts what keeps it from being used. */
  readonly viewOf: (seen: SeenFrame, timed: Timed) => DepthView | undefined;
  /** As DepthHistory's. */
  readonly forgetBefore: (frame: Timed) => void;
}

type Told = Omit<DepthPlace, "stamp" | "picture">;

const hasSameShape = (a: Pick<Frame, "width" | "height">, b: Pick<Frame, "width" | "height">) =>
  fitsImage(a, b);

/** Of a frame that knows its lens less well than the depth camera that is aligned to it. */
const frameIntrinsics = (
  frame: Frame,
  picture: DepthPicture,
  depth: Intrinsics,
  isAligned: boolean,
): Intrinsics => {
  const { intrinsics, intrinsicsSource } = frame;
  if (intrinsics && intrinsicsSource === "camera_info") return intrinsics;
  if (isAligned && hasSameShape(picture, frame))
    return intrinsicsOfImage(
      { intrinsics: depth, width: picture.width, height: picture.height },
      frame,
    );
  return intrinsics ?? depth;
};

export const createDepthSource = (
  topic: DepthTopic,
  expectsInfo: () => boolean,
  transforms: TransformHistory,
  tally: Tally,
): DepthSource => {
  const images = createDepthHistory();
  const lenses = createLensHistory(topic.rectified);
  const tell = (what: string): undefined => {
    tally.add("depth", `${what}: no depth is used`);
    return undefined;
  };

  /** "same" where both look through one lens, so to say. */
  const poseOf = (picture: DepthPicture, frame: Frame, stamp: Stamp): Pose | "same" | undefined => {
    const [of, to] = [bare(picture.frameId), bare(frame.frameId)];
    if (of === to && (of !== "" || topic.aligned || hasSameShape(picture, frame))) return "same";
    const pose = transforms.poseOf(of, to, stamp);
    if (!isFault(pose)) return pose;
    if (!topic.aligned)
      return tell(`TF doesn't place the depth camera: ${faultText(pose, transforms.frames())}`);
    tally.add(
      "depth",
      `the depth image is of the frame "${of}", the picture of "${to}": by its topic's name it is aligned`,
    );
    return "same";
  };

  /** Its own; of an image that is aligned to the frame, the frame's. */
  const lensOf = (
    picture: DepthPicture,
    { frame, lens }: SeenFrame,
    { logTime }: Timed,
    isAligned: boolean,
  ): DepthPlace["lens"] | undefined => {
    const { stamp, frameId, width, height } = picture;
    const own = lenses.at({ stamp, logTime, frameId, width, height });
    if (own.source === "camera_info") return own;
    if (!isAligned || !frame.intrinsics || !hasSameShape(frame, picture))
      return tell(own.failure?.message ?? "the depth camera has no CameraInfo");
    const isAsLarge = frame.width === width && frame.height === height;
    return {
      intrinsics: intrinsicsOfImage(
        { intrinsics: frame.intrinsics, width: frame.width, height: frame.height },
        picture,
      ),
      ...(isAsLarge && lens?.rectifier && { rectifier: lens.rectifier }),
    };
  };

  const placeOf = (picture: DepthPicture, seen: SeenFrame, timed: Timed): Told | undefined => {
    const pose = poseOf(picture, seen.frame, timed.stamp);
    if (pose === undefined) return undefined;
    const isAligned = pose === "same";
    const lens = lensOf(picture, seen, timed, isAligned);
    if (lens === undefined) return undefined;
    const frame = frameIntrinsics(seen.frame, picture, lens.intrinsics, isAligned);
    return { lens, frame, ...(!isAligned && { pose }) };
  };

  /** What is found out of an image only when it is looked at is told once. */
  const watched = (view: DepthView, picture: DepthPicture): DepthView => {
    let isTold = false;
    const tellOnce = ({ message }: Pick<Failure, "message">): void => {
      if (!isTold) tell(message);
      isTold = true;
    };
    return {
      ...view,
      pointsIn: async (box) => {
        try {
          const points = await view.pointsIn(box);
          if (points.length === 0 && !isTold && measuredNothing(picture))
            tellOnce({ message: "the depth image measured nothing, all of it is 0 or no number" });
          return points;
        } catch (thrown) {
          tellOnce(failureOf(thrown, "image.corrupt"));
          throw thrown;
        }
      },
    };
  };

  const pictureIn = ({ depth }: DepthMessage): DepthPicture | undefined => {
    try {
      return depth();
    } catch (thrown) {
      return tell(failureOf(thrown, "message.malformed").message);
    }
  };

  return {
    take: images.add,
    takeInfo: lenses.add,
    knownAt: (timed) => {
      const lensKnown = !lenses.isEmpty() || !expectsInfo();
      return {
        any: !images.isEmpty() && lensKnown,
        whole: images.isToldUpTo(timed) && lensKnown,
      };
    },
    speaksOf: ({ header }, newest) =>
      hasPassed(newest, -depthBound, header.stamp) && hasPassed(header.stamp, -depthBound, newest),
    viewOf: (seen, timed) => {
      const found = images.at(timed);
      if (!isDepth(found)) return tell(found.what);
      const picture = pictureIn(found);
      const place = picture && placeOf(picture, seen, timed);
      if (!place) return undefined;
      return watched(depthView({ stamp: found.header.stamp, picture, ...place }), picture);
    },
    forgetBefore: images.forgetBefore,
  };
};
