import {
  createTally,
  type Failure,
  type Frame,
  failureOf,
  type Reason,
  type Seconds,
  type Stamp,
} from "../core/index.js";
import type { CameraInfo, MessageHeader } from "../messages/index.js";
import { createClock, type Settled } from "./clock.js";
import { createDepthSource, type DepthTopic, type SeenFrame } from "./depth-source.js";
import { createEpisodeStarts, type EpisodeSplit } from "./episode-starts.js";
import { createLensHistory } from "./lens-history.js";
import type {
  DepthMessage,
  ImageMessage,
  SceneFrame,
  SceneMessage,
  TransformsMessage,
} from "./message.js";
import { createWait, hasPassed, type Knowledge, later, type Wait } from "./patience.js";
import { createPlaces, type GripperPlace } from "./places.js";
import { createRateLimit } from "./rate.js";
import { type Stated, see } from "./see.js";
import { clockBound, isSet } from "./stamps.js";
import { createTransformHistory, type TransformHistory } from "./transforms.js";

export interface SceneSettings {
  /** Of the moment. */
  readonly stated: () => Stated;
  readonly episodes?: EpisodeSplit;
  /** Frames a second at most; every frame when absent. */
  readonly rate?: number;
  /** The images are a rectifier's: CameraInfo's P tells of them, and nothing bends. */
  readonly rectified: boolean;
  /** Whether messages of a kind may come, as far as is known by now: what can't come is not waited for. */
  readonly expects: {
    readonly cameraInfo: () => boolean;
    readonly transforms: () => boolean;
    readonly depth?: () => boolean;
    readonly depthCameraInfo?: () => boolean;
  };
  /** Seconds that first frames wait for a CameraInfo which nobody is known to send; none when absent. */
  readonly unannouncedLens?: () => Seconds;
  /** Where several cameras share what TF tells; else its own. */
  readonly transforms?: TransformHistory;
  /** Whether frames tell where their camera stands, as far as TF does; they do when absent. */
  readonly poses?: () => boolean;
  /** What TF calls the gripper, of the moment. */
  readonly gripper?: () => GripperPlace | undefined;
  /** Of the depth images that are taken, where any are. */
  readonly depth?: DepthTopic;
}

/**
 * Puts a camera's frames together from messages in the order they come, each with all that was known at its time: a
 * reducer without a clock, chance or I/O, so that the same messages give the same frames, recorded or live. CameraInfo,
 * transforms and depth images that come a little later than the image they belong to, as on a network, are waited for.
 */
export interface Scene {
  readonly take: (message: SceneMessage) => readonly SceneFrame[];
  /** Log time has come so far without a message. */
  readonly elapse: (logTime: Stamp) => readonly SceneFrame[];
  /** Stamps so far say nothing of those to come: somebody else begins something anew. */
  readonly restart: () => readonly SceneFrame[];
  /** All that still waits. */
  readonly end: () => readonly SceneFrame[];
  /** When `elapse` may give something; undefined while nothing waits. */
  readonly due: () => Stamp | undefined;
  /** What was skipped, assumed or not believed so far, and how often. */
  readonly reasons: () => readonly Reason[];
}

/** An image on its way to a frame. */
interface Numbered extends MessageHeader {
  readonly index: number;
  readonly logTime: Stamp;
  readonly silent: boolean;
  /** A reset came between the image before and this one. */
  readonly reset: boolean;
  readonly image: ImageMessage;
}

/** Most readers name their topic themselves. */
const toldOf = (topic: string, { message }: Failure): string =>
  `${message.startsWith(`${topic}: `) ? "" : `${topic}: `}${message}; left out`;

const never = (): boolean => false;
const always = (): boolean => true;
const nothing = (): undefined => undefined;

/** Frames that wait at most: at 60 Hz a second's. */
const mostWaiting = 64;

export const createScene = (settings: SceneSettings): Scene => {
  const { stated, expects } = settings;
  const clock = createClock<Numbered>();
  const lenses = createLensHistory(settings.rectified);
  const { transforms = createTransformHistory() } = settings;
  const episodes = createEpisodeStarts(settings.episodes);
  const takes = createRateLimit(settings.rate);
  const tally = createTally();
  const forLens = createWait(expects.cameraInfo, settings.unannouncedLens);
  const forTransforms = createWait(expects.transforms);
  const forGripper = createWait(expects.transforms);
  const forDepth = createWait(expects.depth ?? never);
  const { poses = always, gripper = nothing } = settings;
  const places = createPlaces({ transforms, poses, gripper }, tally);
  const depth =
    settings.depth &&
    createDepthSource(settings.depth, expects.depthCameraInfo ?? never, transforms, tally);
  let frameId = "";
  let count = 0;
  let now: Stamp = 0n;
  let waiting: Settled<Numbered>[] = [];
  /** Of the image that came last. */
  let newest: Stamp = 0n;
  let reset = false;
  /** The next frame that is given starts an episode. */
  let starts = false;

  const lensKnown = ({ item }: Settled<Numbered>) => {
    const told = lenses.toldUpTo();
    return { any: !lenses.isEmpty(), whole: told !== undefined && told >= item.stamp };
  };

  const transformsKnown = ({ item }: Settled<Numbered>) => ({
    any: transforms.upIn(item.frameId, item.stamp) !== undefined,
    whole: transforms.isToldUpTo(item.frameId, item.stamp),
  });

  /** TF is asked by the image's own stamp, or by what stands in for it. */
  const timeIn = ({ item, time }: Settled<Numbered>): Stamp => (isSet(item) ? item.stamp : time);

  /** Seconds of log time, from when it came, that a frame waits for each source. */
  const waits = (settled: Settled<Numbered>): readonly (readonly [Wait, Seconds])[] => {
    if (settled.refused !== undefined) return [];
    const { item } = settled;
    const sources: readonly (readonly [Wait, Knowledge])[] = [
      ...(stated().fov === undefined ? [[forLens, lensKnown(settled)] as const] : []),
      [forTransforms, transformsKnown(settled)],
      [forGripper, places.gripperKnown(item.frameId, timeIn(settled))],
      ...(depth ? [[forDepth, depth.knownAt(item)] as const] : []),
    ];
    return sources.map(([wait, known]) => [wait, wait.for(known)]);
  };

  const longest = (all: readonly (readonly [Wait, Seconds])[]): Seconds =>
    Math.max(0, ...all.map(([, seconds]) => seconds));

  const isReady = (settled: Settled<Numbered>): boolean => {
    const all = waits(settled);
    if (!hasPassed(settled.item.logTime, longest(all), now)) return false;
    for (const [wait, seconds] of all)
      if (seconds > 0 && (wait !== forDepth || depth?.isSilent(now))) wait.gaveUp();
    return true;
  };

  const contentOf = (settled: Settled<Numbered>): Frame | Failure => {
    const { item, time, refused, remark } = settled;
    const at = timeIn(settled);
    if (remark !== undefined) tally.add("stamp", remark);
    if (refused !== undefined && !item.silent) {
      tally.add("stamp", refused);
      return { code: "frame.stamp", message: refused };
    }
    try {
      const picture = item.image.picture();
      const lens = () => lenses.at({ ...picture, stamp: item.stamp, logTime: item.logTime });
      const up = transforms.upIn(item.frameId, item.stamp);
      const sight = { time, stated: stated(), lens, up };
      const depthOf = (seen: SeenFrame) => depth?.viewOf(seen, item);
      return see(picture, { ...sight, places: places.of(item.frameId, at), depthOf }, tally);
    } catch (thrown) {
      return failureOf(thrown, "message.malformed");
    }
  };

  const given = (settled: Settled<Numbered>): readonly SceneFrame[] => {
    const { item, time, restarts } = settled;
    starts ||= restarts || item.reset;
    if (!takes(time)) return [];
    const startsEpisode = episodes.startsAt(time) || starts;
    starts = false;
    const { index, logTime } = item;
    const content = contentOf(settled);
    return [{ index, logTime, stamp: time, frameId: item.frameId, startsEpisode, content }];
  };

  const release = (all = false): readonly SceneFrame[] => {
    const ready: Settled<Numbered>[] = [];
    for (;;) {
      const [first] = waiting;
      if (!first || !(all || waiting.length > mostWaiting || isReady(first))) break;
      ready.push(first);
      waiting = waiting.slice(1);
    }
    const frames = ready.flatMap(given);
    const oldest = (waiting[0] ?? ready.at(-1))?.item;
    if (oldest) depth?.forgetBefore(oldest);
    return frames;
  };

  const takeImage = (image: ImageMessage): void => {
    const { header } = image;
    if (reset) waiting.push(...clock.restart());
    frameId = header?.frameId ?? frameId;
    newest = header?.stamp ?? newest;
    const numbered = {
      index: count++,
      logTime: image.logTime,
      stamp: header?.stamp ?? 0n,
      frameId,
      silent: header === undefined,
      reset,
      image,
    };
    reset = false;
    waiting.push(...clock.take(numbered));
  };

  const takeInfo = (info: CameraInfo, logTime: Stamp): void => {
    const first = lenses.isEmpty();
    lenses.add(info, logTime);
    // Each image has its own, as long as one comes that has the newest image's stamp.
    if (first || info.stamp === newest) forLens.heard();
  };

  const takeTransforms = ({ transforms: all, fixed }: TransformsMessage): void => {
    for (const { stamp, ...transform } of all) {
      const remark = transforms.add(fixed ? transform : { ...transform, stamp });
      if (remark !== undefined) tally.add("tf", remark);
    }
    if (transforms.upIn(frameId, newest) !== undefined) forTransforms.heard();
    if (places.gripperKnown(frameId, newest).any) forGripper.heard();
  };

  const takeDepth = (message: DepthMessage): void => {
    depth?.take(message);
    if (depth?.speaksOf(message, newest)) forDepth.heard();
  };

  const absorb = (message: SceneMessage): void => {
    if (message.kind === "image") takeImage(message);
    else if (message.kind === "camera info") takeInfo(message.info, message.logTime);
    else if (message.kind === "transforms") takeTransforms(message);
    else if (message.kind === "depth") takeDepth(message);
    else if (message.kind === "depth camera info") depth?.takeInfo(message.info, message.logTime);
    else if (message.kind === "reset") reset = true;
    else tally.add("message", toldOf(message.topic, message.failure));
  };

  const isHeld = (image: ImageMessage): boolean =>
    clock.heldSince() !== undefined || waiting.some(({ item }) => item.image === image);

  const passTo = (logTime: Stamp): void => {
    if (logTime > now) now = logTime;
    waiting.push(...clock.elapse(now));
  };

  return {
    take: (message) => {
      passTo(message.logTime);
      absorb(message);
      const frames = release();
      if (message.kind === "image" && isHeld(message)) message.keep?.();
      return frames;
    },
    elapse: (logTime) => {
      passTo(logTime);
      return release();
    },
    restart: () => {
      waiting.push(...clock.restart());
      return release();
    },
    end: () => {
      waiting.push(...clock.end());
      return release(true);
    },
    due: () => {
      const [first] = waiting;
      const held = clock.heldSince();
      if (!first) return held === undefined ? undefined : later(held, clockBound);
      return later(first.item.logTime, longest(waits(first)));
    },
    reasons: () => [...tally.reasons(), ...places.reasons()],
  };
};
