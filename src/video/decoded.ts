import type { BagMessage, BagReader, ReadOptions, TopicInfo } from "../bag/index.js";
import { createTally, type Tally } from "../core/index.js";
import { interfaceDefinition, isVideoType } from "../messages/index.js";
import { loadLibav } from "./libav/load.js";
import { Line } from "./line.js";
import { TopicPictures } from "./topic-pictures.js";

const imageType = "sensor_msgs/msg/Image";

const isVideo = ({ type }: TopicInfo): boolean => isVideoType(type);

/** A video topic as its frames: same name, same number of messages. */
const asImages = (topic: TopicInfo): TopicInfo => {
  const { name, count, offeredQos } = topic;
  return {
    name,
    type: imageType,
    messageEncoding: "cdr",
    schemaEncoding: "ros2msg",
    definition: interfaceDefinition(imageType),
    ...(count === undefined ? {} : { count }),
    ...(offeredQos === undefined ? {} : { offeredQos }),
  };
};

/** One pass over a recording's messages. */
interface Pass {
  readonly tally: Tally;
  packets: number;
}

async function* decodedMessages(
  messages: AsyncIterable<BagMessage>,
  videos: readonly TopicInfo[],
  pass: Pass,
): AsyncGenerator<BagMessage, void, void> {
  const libav = await loadLibav();
  const line = new Line();
  const pictures = new Map<string, TopicPictures>();
  try {
    for (const topic of videos)
      pictures.set(topic.name, new TopicPictures(libav, topic, line, pass.tally));
    for await (const message of messages) {
      const video = pictures.get(message.topic);
      if (video) await video.take(message, BigInt(pass.packets++));
      else line.add(message);
      yield* line.leaving();
    }
    for (const video of pictures.values()) await video.end();
    yield* line.rest();
  } finally {
    for (const video of pictures.values()) video.close();
  }
}

/**
 * A recording whose video topics (foxglove.CompressedVideo, FFMPEGPacket) are seen as sensor_msgs/Image, rgb8: same
 * names, frame_ids and log times, each frame with the stamp of its own packet, in the order in which they were seen.
 * They are decoded while they are read, and only where they are asked for. A frame that can't be believed has
 * `failure`; what shows nothing is counted in `remarks`. Its parts and files stay as they are.
 *
 * Its messages throw SpatialRewardError video.decoder where the package that decodes is not installed, and
 * message.schema for a topic whose definition can't be used.
 */
export const withVideoDecoded = (reader: BagReader): BagReader => {
  const videos = reader.topics.filter(isVideo);
  if (videos.length === 0) return reader;
  let furthest: Pass | undefined;
  const messages = (options: ReadOptions = {}): AsyncIterable<BagMessage> => {
    const asked = videos.filter(({ name }) => options.topics?.includes(name) ?? true);
    if (asked.length === 0) return reader.messages(options);
    const pass = { tally: createTally(), packets: 0 };
    return watched(decodedMessages(reader.messages(options), asked, pass), pass);
  };
  async function* watched(read: AsyncIterable<BagMessage>, pass: Pass) {
    for await (const message of read) {
      if (pass.packets >= (furthest?.packets ?? 0)) furthest = pass;
      yield message;
    }
    if (pass.packets >= (furthest?.packets ?? 0)) furthest = pass;
  }
  const { path, files, format, truncated, parts, rosDistro, customData, start, end } = reader;
  return {
    path,
    files,
    format,
    truncated,
    parts,
    rosDistro,
    customData,
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    topics: reader.topics.map((topic) => (isVideo(topic) ? asImages(topic) : topic)),
    messages,
    get remarks() {
      return [...reader.remarks, ...(furthest?.tally.reasons() ?? [])];
    },
    metadata: () => reader.metadata(),
    close: () => reader.close(),
  };
};
