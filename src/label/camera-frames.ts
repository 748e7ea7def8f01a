import type { BagMessage, BagReader, TopicInfo } from "../bag/index.js";
import {
  type Failure,
  type Frame,
  failureOf,
  type Stamp,
  upOfPitch,
  type Vec3,
} from "../core/index.js";
import {
  frameFromMessage,
  headerOf,
  type LensCalibration,
  type MessageHeader,
  withFov,
} from "../messages/index.js";
import type { Camera } from "./camera.js";
import { createEpisodeStarts } from "./episodes.js";
import { openGravity } from "./gravity.js";
import { readCalibration } from "./lens.js";
import { createRateLimit } from "./rate.js";
import type { LabelSettings } from "./settings.js";
import { encodingOf } from "./topic-codec.js";

/** A message of the camera's topic: a frame, or why it is none. */
export interface CameraFrame {
  /** Among the messages of the topic, from 0. */
  readonly index: number;
  readonly logTime: Stamp;
  readonly stamp: Stamp;
  readonly frameId: string;
  readonly startsEpisode: boolean;
  readonly content: Frame | Failure;
}

export const isFrame = (content: Frame | Failure): content is Frame => "rgb" in content;

/** A message too broken to have a header is counted with the stamp of the one before it. */
const headerIn = (data: Uint8Array, image: TopicInfo, before: MessageHeader): MessageHeader => {
  try {
    return headerOf(data, encodingOf(image), image.type);
  } catch {
    return before;
  }
};

type ReadFrame = (data: Uint8Array, up: Vec3 | undefined) => Frame | Failure;

const frameReader =
  (
    image: TopicInfo,
    calibration: LensCalibration | undefined,
    fov: number | undefined,
  ): ReadFrame =>
  (data, up) => {
    try {
      const frame = frameFromMessage({
        topic: image.name,
        type: image.type,
        messageEncoding: encodingOf(image),
        // A copy: frames are still looked at when the reader has gone on.
        bytes: data.slice(),
        ...(calibration ? { calibration } : {}),
      });
      const seen = withFov(frame, fov);
      return up ? { ...seen, up } : seen;
    } catch (thrown) {
      return failureOf(thrown, "message.malformed");
    }
  };

/** The frames of a camera in log-time order, those that --rate takes, each with lens, up direction and episode. */
export async function* cameraFrames(
  reader: BagReader,
  { image, cameraInfo }: Camera,
  settings: Pick<LabelSettings, "episodes" | "rate" | "fov" | "pitch">,
  onMessage: () => void = () => undefined,
): AsyncGenerator<CameraFrame> {
  const { episodes: split, pitch } = settings;
  const gravity = await openGravity(reader);
  const read = frameReader(image, await readCalibration(reader, cameraInfo), settings.fov);
  const pitched = pitch === undefined ? undefined : upOfPitch(pitch);
  const resets = split?.kind === "topic" ? [split.topic] : [];
  const episodes = createEpisodeStarts(split);
  const takes = createRateLimit(settings.rate);
  let header: MessageHeader = { stamp: 0n, frameId: "" };
  let index = -1;

  const next = ({ data, logTime, failure }: BagMessage): CameraFrame | undefined => {
    index++;
    onMessage();
    header = headerIn(data, image, header);
    if (!takes(header.stamp)) return undefined;
    const content = failure ?? read(data, gravity.upIn(header.frameId) ?? pitched);
    return { index, logTime, ...header, startsEpisode: episodes.startsAt(header.stamp), content };
  };

  const topics = [image.name, ...gravity.topics, ...resets];
  for await (const message of reader.messages({ topics })) {
    if (gravity.topics.includes(message.topic)) gravity.take(message);
    if (resets.includes(message.topic)) episodes.reset();
    const frame = message.topic === image.name ? next(message) : undefined;
    if (frame) yield frame;
  }
}
