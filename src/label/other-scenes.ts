import type { BagMessage, BagReader } from "../bag/index.js";
import type { Reason, Stamp } from "../core/index.js";
import { isTransformsTopic } from "../messages/index.js";
import {
  createAssociation,
  isFrame,
  othersWithin,
  type Scene,
  type SceneFrame,
  type Together,
} from "../scene/index.js";
import type { Camera } from "./camera.js";
import { type FrameSettings, recordedScene, type SceneSurroundings } from "./recorded-scene.js";
import { lensSeeds, type MessageReaders, messageReaders } from "./scene-messages.js";

/** The cameras of a recording that go along with the one that paces. */
export interface OtherScenes {
  readonly topics: readonly string[];
  /** What counts from the recording's start. */
  readonly seed: () => Promise<void>;
  /** Frames of the pacing camera: those that have been waited for, with the others' that go with them. */
  readonly pacing: (frames: readonly SceneFrame[]) => Iterable<SceneFrame>;
  readonly take: (message: BagMessage) => Iterable<SceneFrame>;
  /** Transforms have told more: a frame may have waited for them. */
  readonly wake: (logTime: Stamp) => Iterable<SceneFrame>;
  /** All that still waits. */
  readonly end: () => Iterable<SceneFrame>;
  readonly reasons: () => readonly Reason[];
}

interface Other {
  readonly name: string;
  readonly camera: Camera;
  readonly scene: Scene;
  readonly readers: MessageReaders;
}

const withOthers = ({ frame, others }: Together<SceneFrame>): SceneFrame => {
  const { content } = frame;
  const seen = others.flatMap(({ camera, frame: { content: other } }) =>
    isFrame(other) ? [{ camera, frame: other }] : [],
  );
  return seen.length === 0 || !isFrame(content)
    ? frame
    : { ...frame, content: { ...content, others: seen } };
};

const toldOf = ({ name, scene }: Other): readonly Reason[] =>
  scene
    .reasons()
    .map(({ what, count }) => ({ kind: "camera", what: `camera ${name}: ${what}`, count }));

export const otherScenes = (
  reader: BagReader,
  { others = [] }: Camera,
  settings: FrameSettings,
  surroundings: SceneSurroundings,
): OtherScenes => {
  // Transforms are read for the pacing camera, --rate is of its frames.
  const topics = reader.topics.filter((topic) => !isTransformsTopic(topic));
  const { rate: _, ...rest } = settings;
  const all = others.map(
    ({ name, ...camera }): Other => ({
      name,
      camera,
      scene: recordedScene(camera, rest, surroundings),
      readers: messageReaders(topics, camera, settings.episodes),
    }),
  );
  const association = createAssociation<SceneFrame>({
    others: all.map(({ name }) => name),
    within: () => othersWithin,
    expects: (name) => all.some((each) => each.name === name && each.camera.image.count !== 0),
  });

  function* give({ name }: Other, frames: readonly SceneFrame[]): Generator<SceneFrame> {
    for (const frame of frames)
      if (isFrame(frame.content)) yield* association.other(name, frame).map(withOthers);
  }
  function* giveAll(framesOf: (other: Other) => readonly SceneFrame[]): Generator<SceneFrame> {
    for (const each of all) yield* give(each, framesOf(each));
  }

  return {
    topics: [...new Set(all.flatMap(({ readers }) => readers.topics))],
    seed: async () => {
      for (const { camera, scene } of all)
        for await (const seed of lensSeeds(reader, camera)) scene.take(seed);
    },
    pacing: (frames) => frames.flatMap((frame) => association.pacing(frame)).map(withOthers),
    take: (message) =>
      giveAll(({ scene, readers }) =>
        (readers.read(message) ?? []).flatMap((each) => scene.take(each)),
      ),
    wake: (logTime) =>
      giveAll(({ scene }) =>
        scene.take({ kind: "transforms", logTime, transforms: [], fixed: false }),
      ),
    *end() {
      yield* giveAll(({ scene }) => scene.end());
      yield* association.end().map(withOthers);
    },
    reasons: () => [...all.flatMap(toldOf), ...association.reasons()],
  };
};
