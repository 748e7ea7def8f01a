import { describe, expect, it } from "vitest";
import type { BagMessage, BagReader } from "../../src/bag/index.js";
import { frameFromMessage } from "../../src/messages/index.js";
import { withVideoDecoded } from "../../src/video/index.js";
import {
  ffmpegPacket,
  ffmpegTopic,
  foxgloveTopic,
  foxgloveVideo,
  libav,
  packetsOf,
  readerOf,
  sent,
  start,
  topic,
} from "./packets.js";

interface Seen {
  /** Which of the fixture's frames it is, by its stamp. */
  readonly stamp: number;
  /** Which it is, by its grey; NaN for none. */
  readonly picture: number;
}

/** The fixtures' frame n has the grey 9.3 n. */
const pictureIn = async (message: BagMessage): Promise<number> => {
  if (message.failure) return Number.NaN;
  const frame = frameFromMessage({
    topic,
    type: "sensor_msgs/msg/Image",
    messageEncoding: "cdr",
    bytes: message.data,
  });
  expect([frame.width, frame.height, frame.frameId]).toEqual([64, 48, "camera_optical"]);
  const { data } = await frame.rgb();
  return Math.round((data[data.length / 2] ?? 0) / 9.3);
};

const stampIn = ({ data }: BagMessage): bigint => {
  const view = new DataView(data.buffer, data.byteOffset);
  return BigInt(view.getInt32(4, true)) * 1_000_000_000n + BigInt(view.getUint32(8, true));
};

const seenIn = async (reader: BagReader): Promise<Seen[]> => {
  const seen: Seen[] = [];
  for await (const message of reader.messages({ topics: [topic] }))
    seen.push({
      stamp: Number(stampIn(message) - start) / 1e8,
      picture: await pictureIn(message),
    });
  return seen;
};

const frames = (from: number, to: number): Seen[] =>
  Array.from({ length: to - from }, (_, i) => ({ stamp: from + i, picture: from + i }));

describe.skipIf(libav === undefined)("video topics", () => {
  it.each([
    ["h264.mpegts", "libx264"],
    ["h264.mpegts", "h264;yuv420p;bgr8;bgr8"],
    ["h265.mpegts", "hevc_nvenc"],
    ["av1.mkv", "libsvtav1"],
    ["vp9.webm", "vp9"],
  ])("%s of FFMPEGPackets called %s is seen frame by frame", async (file, encoding) => {
    const packets = await packetsOf(file);
    const messages = sent(packets.map((packet) => ffmpegPacket(encoding, packet)));
    const reader = withVideoDecoded(readerOf([ffmpegTopic], messages));
    expect(reader.topics).toMatchObject([
      { name: topic, type: "sensor_msgs/msg/Image", messageEncoding: "cdr" },
    ]);
    expect(await seenIn(reader)).toEqual(frames(0, 24));
    expect(reader.remarks).toEqual([]);
  });

  it.each([
    ["h264.mpegts", "h264"],
    ["h265.mpegts", "h265"],
    ["av1.mkv", "av1"],
  ])("%s of foxglove.CompressedVideo of the format %s, too", async (file, format) => {
    const packets = await packetsOf(file);
    const messages = sent(packets.map((packet) => foxgloveVideo(format, packet)));
    expect(await seenIn(withVideoDecoded(readerOf([foxgloveTopic], messages)))).toEqual(
      frames(0, 24),
    );
  });

  it("keeps log times in order and other messages among them", async () => {
    const packets = await packetsOf("h264.mpegts");
    const video = sent(packets.map((packet) => ffmpegPacket("h264", packet)));
    const others = video.map((message) => ({
      ...message,
      topic: "/tf",
      logTime: message.logTime + 1n,
    }));
    const all = [...video, ...others].sort((a, b) => Number(a.logTime - b.logTime));
    const tf = { ...ffmpegTopic, name: "/tf", type: "tf2_msgs/msg/TFMessage" };
    const read: BagMessage[] = [];
    for await (const message of withVideoDecoded(readerOf([ffmpegTopic, tf], all)).messages())
      read.push(message);
    const times = read.map(({ logTime }) => logTime);
    expect(times).toEqual([...times].sort((a, b) => Number(a - b)));
    expect(read.filter(({ topic: name }) => name === "/tf")).toEqual(others);
    expect(read.length).toBe(48);
  });

  it("begins with the first key frame and counts what came before", async () => {
    const packets = (await packetsOf("h264.mpegts")).slice(5);
    const reader = withVideoDecoded(
      readerOf([ffmpegTopic], sent(packets.map((packet) => ffmpegPacket("h264", packet)))),
    );
    expect(await seenIn(reader)).toEqual(frames(12, 24));
    expect(reader.remarks).toEqual([
      {
        kind: "image",
        what: "video packets before the first key frame: they show nothing",
        count: 7,
      },
    ]);
  });

  it("has invalid frames from a packet that does not decode to the next key frame, and goes on", async () => {
    const packets = await packetsOf("h264.mpegts");
    const broken = packets.map((packet, index) =>
      // Of the sixth frame, a P frame.
      index === 4 ? { ...packet, data: new Uint8Array(50).fill(0x5a) } : packet,
    );
    const reader = withVideoDecoded(
      readerOf([ffmpegTopic], sent(broken.map((packet) => ffmpegPacket("h264", packet)))),
    );
    const seen = await seenIn(reader);
    const good = seen.filter(({ picture }) => !Number.isNaN(picture));
    expect(good.every(({ stamp, picture }) => stamp === picture)).toBe(true);
    expect(seen.slice(12)).toEqual(frames(12, 24));
    expect(seen.length).toBe(24);
    expect(reader.remarks.map(({ what }) => what)).toContain("a video packet that does not decode");
  });

  it("names a codec that is not read, frame by frame", async () => {
    const packets = await packetsOf("h264.mpegts");
    const reader = withVideoDecoded(
      readerOf([ffmpegTopic], sent(packets.map((packet) => ffmpegPacket("mpeg4", packet)))),
    );
    expect(await seenIn(reader)).toEqual(
      packets.map(({ ns }) => ({ stamp: Number(ns) / 1e8, picture: Number.NaN })),
    );
    expect(reader.remarks).toMatchObject([{ kind: "image", count: 24 }]);
    expect(reader.remarks[0]?.what).toContain('the codec "mpeg4", which is not read');
  });

  it("survives messages that are none", async () => {
    const reader = withVideoDecoded(
      readerOf([ffmpegTopic], sent([new Uint8Array(3), new Uint8Array(200).fill(255)])),
    );
    const failures: unknown[] = [];
    for await (const { failure } of reader.messages()) failures.push(failure?.code);
    expect(failures).toEqual(["message.malformed", "message.malformed"]);
  });
});

describe("a recording", () => {
  it("without video is left as it is", () => {
    const reader = readerOf([{ ...ffmpegTopic, type: "sensor_msgs/msg/Image" }], []);
    expect(withVideoDecoded(reader)).toBe(reader);
  });

  it("is decoded only where video is asked for", async () => {
    const other = { ...ffmpegTopic, name: "/tf", type: "tf2_msgs/msg/TFMessage" };
    const messages = [...sent([new Uint8Array(3)]), ...sent([new Uint8Array(5)], "/tf")];
    const reader = withVideoDecoded(readerOf([ffmpegTopic, other], messages));
    const read: BagMessage[] = [];
    for await (const message of reader.messages({ topics: ["/tf"] })) read.push(message);
    expect(read).toEqual([messages[1]]);
  });
});
