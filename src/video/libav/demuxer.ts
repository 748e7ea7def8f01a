import { SpatialRewardError } from "../../core/index.js";
import type { AvFormatContext, AvPacket, AvStream, Libav } from "./types.js";

const cannotBeOpened =
  "not a video that can be read, or one whose recorder was cut off before it wrote the file's index";

const refuse = (path: string, why: string): SpatialRewardError =>
  new SpatialRewardError("video.unreadable", `${path}: ${why}`);

const nanoseconds = 1_000_000_000n;

/** A video file's packets, of its first moving picture. */
export class Demuxer {
  private constructor(
    readonly libav: Libav,
    readonly path: string,
    readonly file: AvFormatContext,
    readonly stream: AvStream,
  ) {}

  /** @throws SpatialRewardError video.unreadable */
  static async open(libav: Libav, path: string): Promise<Demuxer> {
    const file = new libav.lib.FormatContext();
    if ((await file.openInput(path, null, null)) < 0) throw refuse(path, cannotBeOpened);
    const known = (await file.findStreamInfo(null)) >= 0;
    const stream = known ? file.streams.find((each) => isMoving(each, libav)) : undefined;
    if (stream) return new Demuxer(libav, path, file, stream);
    await file.closeInput();
    throw refuse(path, "has no video in it");
  }

  /** Every packet of the file, sound and all; each until the next is asked for. */
  async *allPackets(): AsyncGenerator<AvPacket, void, void> {
    const packet = new this.libav.lib.Packet();
    packet.alloc();
    try {
      while ((await this.file.readFrame(packet)) >= 0) {
        yield packet;
        packet.unref();
      }
    } finally {
      packet.free();
    }
  }

  async *packets(): AsyncGenerator<AvPacket, void, void> {
    for await (const packet of this.allPackets())
      if (packet.streamIndex === this.stream.index) yield packet;
  }

  /** To the last key frame at or before a time. */
  async seek(ns: bigint): Promise<void> {
    const { num, den } = this.stream.timeBase;
    const at = (ns * BigInt(den)) / (nanoseconds * BigInt(num));
    const flags = this.libav.constants.AVSEEK_FLAG_BACKWARD;
    await this.file.seekFrame(this.stream.index, at, flags);
  }

  nanoseconds(pts: bigint, { timeBase }: AvStream = this.stream): bigint {
    return divideRounded(pts * BigInt(timeBase.num) * nanoseconds, BigInt(timeBase.den));
  }

  close(): Promise<void> {
    return this.file.closeInput();
  }
}

/** A cover image is a video stream, too. */
const isMoving = ({ codecpar, disposition }: AvStream, { constants }: Libav): boolean =>
  codecpar.codecType === constants.AVMEDIA_TYPE_VIDEO &&
  (disposition & constants.AV_DISPOSITION_ATTACHED_PIC) === 0;

const divideRounded = (a: bigint, b: bigint): bigint => (2n * a + (a < 0n ? -b : b)) / (2n * b);
