import { type Failure, type Frame, SpatialRewardError } from "../core/index.js";
import { isFrame, type SceneFrame } from "../scene/index.js";

/** A frame, or, with `failure`, a message of a camera without a picture, or whose stamp isn't believed. */
export type SeenFrame = Frame & {
  readonly failure?: Failure;
  /** It begins another episode: the camera's clock was set. */
  readonly startsEpisode?: true;
};

const unreadable = (failure: Failure): Pick<SeenFrame, "width" | "height" | "failure" | "rgb"> => ({
  width: 0,
  height: 0,
  failure,
  rgb: () => Promise.reject(new SpatialRewardError(failure.code, failure.message)),
});

/** A frame of the camera of this name; one that can't be read is counted and gets an invalid row, like any other. */
export const cameraFrame = (
  camera: string,
  { stamp, frameId, content, startsEpisode }: SceneFrame,
): SeenFrame => ({
  ...(isFrame(content) ? content : unreadable(content)),
  stamp,
  frameId,
  camera,
  ...(startsEpisode && { startsEpisode }),
});
