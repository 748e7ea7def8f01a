import type { BagMessage, BagReader } from "../bag/index.js";
import type { Reason } from "../core/index.js";
import { createTransformHistory, type SceneFrame } from "../scene/index.js";
import type { Camera } from "./camera.js";
import { otherScenes } from "./other-scenes.js";
import { type FrameSettings, recordedScene } from "./recorded-scene.js";
import { messageReaders, seedMessages } from "./scene-messages.js";

/** The frames of a camera of a recording; what was assumed, skipped or not believed is known once they were read. */
export interface CameraFrames extends AsyncIterable<SceneFrame> {
  readonly reasons: () => readonly Reason[];
}

/** What should be known of how the cameras' topics were chosen. */
const remarksOf = (camera: Camera): readonly Reason[] =>
  [camera, ...(camera.others ?? [])].flatMap(({ remark }) =>
    remark === undefined ? [] : [{ kind: "recording", what: remark, count: 1 }],
  );

/**
 * In log-time order, those that --rate takes, each with lens, up direction and episode, and with the frames of the
 * other cameras that go with it.
 */
export const cameraFrames = (
  reader: BagReader,
  camera: Camera,
  settings: FrameSettings,
  onMessage: () => void = () => undefined,
): CameraFrames => {
  const readers = messageReaders(reader.topics, camera, settings.episodes);
  const transforms = createTransformHistory(settings.staticTransforms);
  const surroundings = { transforms, moves: readers.moves };
  const scene = recordedScene(camera, settings, surroundings);
  const others = otherScenes(reader, camera, settings, surroundings);
  function* take(message: BagMessage): Generator<SceneFrame> {
    if (message.topic === camera.image.name) onMessage();
    for (const each of readers.read(message) ?? []) {
      yield* others.pacing(scene.take(each));
      if (each.kind === "transforms") yield* others.wake(each.logTime);
    }
    yield* others.take(message);
  }
  return {
    reasons: () => [...remarksOf(camera), ...scene.reasons(), ...others.reasons()],
    async *[Symbol.asyncIterator]() {
      for await (const seed of seedMessages(reader, camera)) scene.take(seed);
      await others.seed();
      const topics = [...new Set([...readers.topics, ...others.topics])];
      for await (const message of reader.messages({ topics })) yield* take(message);
      yield* others.pacing(scene.end());
      yield* others.end();
    },
  };
};
