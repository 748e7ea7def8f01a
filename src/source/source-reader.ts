import type { BagMessage, BagReader, ReadOptions, TopicInfo } from "../bag/index.js";
import type { Failure, Reason, Stamp } from "../core/index.js";
import { interfaceDefinition } from "../messages/index.js";

/** One image of a source: the bytes of its message, or with `failure` those of its header alone. */
export interface SourceImage {
  readonly time: Stamp;
  readonly data: Uint8Array;
  readonly failure?: Failure;
}

export interface SourceCamera {
  readonly name: string;
  readonly type: "sensor_msgs/msg/Image" | "sensor_msgs/msg/CompressedImage";
  readonly count: number;
  /** In order of their time, from the first one each time it is called. */
  readonly images: () => AsyncIterable<SourceImage>;
}

export interface SourceParts {
  readonly path: string;
  /** All that its images depend on. */
  readonly files: readonly string[];
  readonly cameras: readonly SourceCamera[];
  readonly start: Stamp;
  readonly end: Stamp;
  readonly reasons?: () => readonly Reason[];
}

const topicOf = ({ name, type, count }: SourceCamera): TopicInfo => ({
  name,
  type,
  count,
  messageEncoding: "cdr",
  schemaEncoding: "ros2msg",
  definition: interfaceDefinition(type),
});

async function* messagesOf({ name, images }: SourceCamera): AsyncGenerator<BagMessage> {
  for await (const { time, ...image } of images())
    yield { topic: name, logTime: time, publishTime: time, ...image };
}

/** Of several cameras, by their time. */
async function* together(cameras: readonly SourceCamera[]): AsyncGenerator<BagMessage> {
  const readers = cameras.map(messagesOf);
  try {
    const heads = await Promise.all(readers.map((reader) => reader.next()));
    for (;;) {
      const times = heads.map(({ done, value }) => (done ? undefined : value.logTime));
      const first = earliest(times);
      const head = first === undefined ? undefined : heads[first];
      const reader = first === undefined ? undefined : readers[first];
      if (first === undefined || head === undefined || head.done || reader === undefined) return;
      yield head.value;
      heads[first] = await reader.next();
    }
  } finally {
    await Promise.all(readers.map((reader) => reader.return(undefined)));
  }
}

const earliest = (times: readonly (Stamp | undefined)[]): number | undefined =>
  times.reduce<number | undefined>((best, time, index) => {
    const least = best === undefined ? undefined : times[best];
    return time !== undefined && (least === undefined || time < least) ? index : best;
  }, undefined);

/** What is no recording, read as one: its cameras are its topics, and log times are the images' own. */
export const sourceReader = (parts: SourceParts): BagReader => {
  const { path, files, cameras, start, end, reasons } = parts;
  return {
    path,
    files,
    format: "none",
    truncated: false,
    topics: cameras.map(topicOf),
    start,
    end,
    parts: [],
    rosDistro: "",
    customData: new Map(),
    messages: ({ topics }: ReadOptions = {}) =>
      together(cameras.filter(({ name }) => topics?.includes(name) ?? true)),
    get remarks() {
      return reasons?.() ?? [];
    },
    metadata: () => new Map(),
    close: async () => undefined,
  };
};
