import type { BagMessage, BagReader } from "../bag/index.js";
import type { Reason } from "../core/index.js";
import { createScene, isRectified, type Scene, type SceneFrame } from "../scene/index.js";
import type { Camera } from "./camera.js";
import { messageReaders, seedMessages } from "./scene-messages.js";
import type { LabelSettings } from "./settings.js";

/** The frames of a camera of a recording; what was assumed, skipped or not believed is known once they were read. */
export interface CameraFrames extends AsyncIterable<SceneFrame> {
  readonly reasons: () => readonly Reason[];
}

export type FrameSettings = Pick<LabelSettings, "episodes" | "rate" | "fov" | "pitch">;

const sceneOf = ({ image, cameraInfo }: Camera, settings: FrameSettings, moves: boolean): Scene => {
  const { fov, pitch, episodes, rate } = settings;
  const stated = { ...(fov !== undefined && { fov }), ...(pitch !== undefined && { pitch }) };
  return createScene({
    stated: () => stated,
    ...(episodes && { episodes }),
    ...(rate !== undefined && { rate }),
    rectified: isRectified(image.name),
    expects: { cameraInfo: () => cameraInfo !== undefined, transforms: () => moves },
  });
};

/** In log-time order, those that --rate takes, each with lens, up direction and episode. */
export const cameraFrames = (
  reader: BagReader,
  camera: Camera,
  settings: FrameSettings,
  onMessage: () => void = () => undefined,
): CameraFrames => {
  const readers = messageReaders(reader.topics, camera, settings.episodes);
  const scene = sceneOf(camera, settings, readers.moves);
  const take = (message: BagMessage): readonly SceneFrame[] => {
    if (message.topic === camera.image.name) onMessage();
    return (readers.read(message) ?? []).flatMap((each) => scene.take(each));
  };
  return {
    reasons: scene.reasons,
    async *[Symbol.asyncIterator]() {
      for await (const seed of seedMessages(reader, camera)) scene.take(seed);
      for await (const message of reader.messages({ topics: readers.topics })) yield* take(message);
      yield* scene.end();
    },
  };
};
