import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type BagReader, writing } from "../bag/index.js";
import {
  counted,
  type Failure,
  type Reason,
  SpatialRewardError,
  type Stamp,
} from "../core/index.js";
import { isFrame } from "../scene/index.js";
import type { Camera } from "./camera.js";
import { cameraFrames } from "./camera-frames.js";
import { fusedFrames } from "./fused-frames.js";
import { observeFrames, offered } from "./observe-frames.js";
import type { ObservedFrame } from "./observed-frame.js";
import { type MadeFrom, observedFrom } from "./provenance.js";
import type { FactOrigin, LabelSettings } from "./settings.js";
import { openStage, readStage } from "./stage.js";
import { storedFrames } from "./stored-frames.js";
import { openThumbnails, type Thumbnails, thumbnailPositions } from "./thumbnails.js";

/** The frames of a recording after they have been asked about, or with what was stored of them. */
export interface Observed {
  readonly count: number;
  /** Of `count`, those that this run asked about or took from the recording. */
  readonly fresh: number;
  /** From the first one on, each time it is called. */
  readonly frames: () => AsyncIterable<ObservedFrame>;
  readonly thumbnails: Thumbnails;
  /** What was skipped, assumed or not believed when frames were put together. */
  readonly reasons: readonly Reason[];
}

export interface ObservedParts {
  readonly reader: BagReader;
  /** Always there when a model is asked. */
  readonly camera?: Camera;
  readonly settings: LabelSettings;
  readonly madeFrom: MadeFrom;
  /** Folder that keeps what a run has reached, for the next one. */
  readonly work: string;
  readonly signal: AbortSignal;
  readonly onMessage: () => void;
}

type Model = Extract<FactOrigin, { kind: "model" }>;

/** Asks the model, going on where an earlier run stopped. */
export const askedFrames = async (
  { backend }: Model,
  camera: Camera,
  parts: ObservedParts,
): Promise<Observed> => {
  const { work, madeFrom, settings } = parts;
  const path = join(work, "observations.jsonl");
  const stage = await openStage(path, observedFrom(madeFrom, settings.task));
  const expected = settings.rate === undefined ? camera.image.count : undefined;
  const thumbnails = await openThumbnails(join(work, "thumbnails"), expected);
  try {
    const asked = await observeFrames({ ...parts, camera, backend, stage, thumbnails });
    const { count: fresh, reasons } = asked;
    return {
      count: stage.found + fresh,
      fresh,
      frames: () => fusedFrames(readStage(path), settings.task),
      thumbnails,
      reasons,
    };
  } finally {
    await stage.close();
  }
};

/** Pictures of the stored frames that a report shows, where the recording still has their images. */
const addPictures = async (
  stamps: readonly Stamp[],
  thumbnails: Thumbnails,
  { reader, camera, settings, onMessage, signal }: ObservedParts,
): Promise<void> => {
  if (!camera) return;
  const wanted = new Map(
    thumbnailPositions(stamps.length).map((position) => [stamps[position], position]),
  );
  const { rate: _, ...everyFrame } = settings;
  for await (const { stamp, content } of cameraFrames(reader, camera, everyFrame, onMessage)) {
    signal.throwIfAborted();
    const position = wanted.get(stamp);
    if (position !== undefined && isFrame(content)) await offered(thumbnails, position, content);
  }
};

/** Takes what an earlier labelling stored in the recording. */
export const rememberedFrames = async (parts: ObservedParts): Promise<Observed> => {
  const { reader, settings, work } = parts;
  const thumbnails = await openThumbnails(join(work, "thumbnails"));
  const frames = (): AsyncIterable<ObservedFrame> => storedFrames(reader, settings);
  const stamps: Stamp[] = [];
  for await (const { observation } of frames()) stamps.push(observation.stamp);
  await addPictures(stamps, thumbnails, parts);
  return { count: stamps.length, fresh: stamps.length, frames, thumbnails, reasons: [] };
};

/** @throws SpatialRewardError the first frame's failure when none of them could be read or asked about */
export const requireReadable = async ({ count, frames }: Observed): Promise<void> => {
  let first: Failure | undefined;
  for await (const { observation } of frames()) {
    if (!observation.failure) return;
    first ??= observation.failure;
  }
  if (first) {
    const { code, message } = first;
    throw new SpatialRewardError(
      code,
      `none of its ${counted(count, "frame")} could be labelled: ${message}`,
    );
  }
  throw new SpatialRewardError("bag.empty", "its camera topic has no messages");
};

export const makeWork = (folder: string): Promise<unknown> =>
  writing(folder, () => mkdir(folder, { recursive: true }));
