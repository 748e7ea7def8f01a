import { createScene, isRectified, type Scene, type TransformHistory } from "../scene/index.js";
import type { Camera } from "./camera.js";
import type { LabelSettings } from "./settings.js";

export type FrameSettings = Pick<
  LabelSettings,
  "episodes" | "rate" | "fov" | "pitch" | "staticTransforms"
>;

export interface SceneSurroundings {
  /** Of all cameras of a recording. */
  readonly transforms: TransformHistory;
  /** Some of the recording's topics tell of frames that move. */
  readonly moves: boolean;
}

/** A camera's scene in a recording. */
export const recordedScene = (
  { image, cameraInfo }: Camera,
  settings: FrameSettings,
  { transforms, moves }: SceneSurroundings,
): Scene => {
  const { fov, pitch, episodes, rate } = settings;
  const stated = { ...(fov !== undefined && { fov }), ...(pitch !== undefined && { pitch }) };
  return createScene({
    stated: () => stated,
    ...(episodes && { episodes }),
    ...(rate !== undefined && { rate }),
    rectified: isRectified(image.name),
    expects: { cameraInfo: () => cameraInfo !== undefined, transforms: () => moves },
    transforms,
  });
};
