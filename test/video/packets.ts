import type { BagMessage, BagReader, TopicInfo } from "../../src/bag/index.js";
import { FieldWriter } from "../../src/messages/field-writer.js";
import { loadLibav } from "../../src/video/libav/load.js";
import type { Libav } from "../../src/video/libav/types.js";

/** The binding, or undefined (and why, printed) where it is not installed. */
export const libav: Libav | undefined = await loadLibav().catch((thrown: unknown) => {
  process.stderr.write(`skipped: ${thrown instanceof Error ? thrown.message : thrown}\n`);
  return undefined;
});

export interface Packet {
  readonly data: Uint8Array;
  /** Of its picture, from the first picture on. */
  readonly ns: bigint;
}

/**
 * The packets of a fixture, in the order in which they were sent. The fixtures are 24 frames at 10 Hz, 64×48, each of
 * one grey, some 9 steps brighter than the one before; a key frame is the first and the thirteenth.
 */
export const packetsOf = async (name: string): Promise<readonly Packet[]> => {
  if (libav === undefined) return [];
  const file = new libav.lib.FormatContext();
  await file.openInput(`test/fixtures/video/${name}`, null, null);
  await file.findStreamInfo(null);
  const packet = new libav.lib.Packet();
  packet.alloc();
  const packets: { data: Uint8Array; at: number }[] = [];
  while ((await file.readFrame(packet)) >= 0) {
    const { num, den } = file.streams[0]?.timeBase ?? { num: 1, den: 1 };
    packets.push({
      data: Uint8Array.from(packet.data ?? []),
      at: (Number(packet.pts) * num) / den,
    });
    packet.unref();
  }
  packet.free();
  await file.closeInput();
  const first = Math.min(...packets.map(({ at }) => at));
  return packets.map(({ data, at }) => ({
    data,
    ns: BigInt(Math.round((at - first) * 10)) * 100_000_000n,
  }));
};

export const start = 1_700_000_000_000_000_000n;
export const topic = "/camera/image_raw/ffmpeg";

export const ffmpegPacket = (encoding: string, { data, ns }: Packet): Uint8Array => {
  const w = new FieldWriter();
  w.header(start + ns, "camera_optical");
  w.int32(64);
  w.int32(48);
  w.string(encoding);
  w.uint64(ns);
  w.uint8(0);
  w.bool(false);
  w.octets(data);
  return w.data;
};

export const ffmpegTopic: TopicInfo = {
  name: topic,
  type: "ffmpeg_image_transport_msgs/msg/FFMPEGPacket",
  messageEncoding: "cdr",
  schemaEncoding: "",
  definition: "",
};

export const foxgloveTopic: TopicInfo = {
  name: topic,
  type: "foxglove.CompressedVideo",
  messageEncoding: "json",
  schemaEncoding: "",
  definition: "",
};

export const foxgloveVideo = (format: string, { data, ns }: Packet): Uint8Array => {
  const at = start + ns;
  return new TextEncoder().encode(
    JSON.stringify({
      timestamp: { sec: Number(at / 1_000_000_000n), nsec: Number(at % 1_000_000_000n) },
      frame_id: "camera_optical",
      data: Buffer.from(data).toString("base64"),
      format,
    }),
  );
};

/** Messages 100 ms apart. */
export const sent = (bytes: readonly Uint8Array[], name = topic): BagMessage[] =>
  bytes.map((data, index) => {
    const logTime = start + 5_000_000n + BigInt(index) * 100_000_000n;
    return { topic: name, logTime, publishTime: logTime, data };
  });

export const readerOf = (
  topics: readonly TopicInfo[],
  messages: readonly BagMessage[],
): BagReader => ({
  path: "run.mcap",
  files: ["run.mcap"],
  format: "mcap",
  truncated: false,
  topics,
  parts: [],
  rosDistro: "",
  customData: new Map(),
  remarks: [],
  messages: async function* ({ topics: asked } = {}) {
    for (const message of messages) if (asked?.includes(message.topic) ?? true) yield message;
  },
  metadata: () => new Map(),
  close: async () => undefined,
});
