import {
  createScene,
  depthTopic,
  isRectified,
  type Scene,
  type TransformHistory,
} from "../scene/index.js";
import type { Camera } from "./camera.js";
import { type LabelSettings, mayUse } from "./settings.js";

export type FrameSettings = Pick<
  LabelSettings,
  "episodes" | "rate" | "fov" | "pitch" | "evidence" | "staticTransforms"
> &
  Partial<Pick<LabelSettings, "task">>;

export interface SceneSurroundings {
  /** Of all cameras of a recording. */
  readonly transforms: TransformHistory;
  /** Some of the recording's topics tell of frames that move. */
  readonly moves: boolean;
}

/** A camera's scene in a recording. */
export const recordedScene = (
  { image, cameraInfo, depth }: Camera,
  settings: FrameSettings,
  { transforms, moves }: SceneSurroundings,
): Scene => {
  const { fov, pitch, episodes, rate, task } = settings;
  const usesTf = mayUse(settings, "tf");
  const usesPoses = usesTf || mayUse(settings, "cameras");
  const stated = { ...(fov !== undefined && { fov }), ...(pitch !== undefined && { pitch }) };
  return createScene({
    stated: () => stated,
    ...(episodes && { episodes }),
    ...(rate !== undefined && { rate }),
    rectified: isRectified(image.name),
    expects: {
      cameraInfo: () => cameraInfo !== undefined,
      transforms: () => moves,
      depth: () => depth !== undefined && depth.image.count !== 0,
      depthCameraInfo: () => depth?.cameraInfo !== undefined,
    },
    transforms,
    poses: () => usesPoses,
    gripper: () => (usesTf ? task?.gripperFrame : undefined),
    ...(depth && { depth: depthTopic(depth.image.name) }),
  });
};
