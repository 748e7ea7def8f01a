import type { RgbImage } from "../core/index.js";
import { maxPixels } from "../messages/index.js";
import type {
  AvCodec,
  AvCodecContext,
  AvCodecParameters,
  AvFrame,
  AvPacket,
  AvScaler,
  Libav,
  Rational,
} from "./libav/types.js";

export interface DecodedPicture {
  /** As its packet was called. */
  readonly id: bigint;
  /** Shows something without any packet before it. */
  readonly key: boolean;
  /** The decoder met errors in it: parts of it are guessed. */
  readonly damaged: boolean;
  readonly image: RgbImage;
}

/** What came of a packet: whether it could be taken, and pictures, mostly of this and sometimes of earlier packets. */
export interface Decoded {
  readonly accepted: boolean;
  readonly pictures: readonly DecodedPicture[];
}

export interface DecoderOptions {
  readonly libav: Libav;
  readonly codec: AvCodec;
  /** Of a stream in a file; packets of a topic carry their own. */
  readonly stream?: { readonly codecpar: AvCodecParameters; readonly timeBase: Rational };
}

const nanoseconds = { num: 1, den: 1_000_000_000 };

/** One video's decoder. Calls must follow each other; at most the pictures that wait for their turn are kept. */
export class VideoDecoder {
  readonly #context: AvCodecContext;
  readonly #scaler: AvScaler;
  readonly #packet: AvPacket;
  readonly #frame: AvFrame;

  private constructor(readonly libav: Libav) {
    const { lib } = libav;
    this.#context = new lib.CodecContext();
    this.#scaler = new lib.SoftwareScaleContext();
    this.#packet = new lib.Packet();
    this.#frame = new lib.Frame();
  }

  /** Undefined for a stream that its codec can't be opened with. */
  static async open({ libav, codec, stream }: DecoderOptions): Promise<VideoDecoder | undefined> {
    const decoder = new VideoDecoder(libav);
    const context = decoder.#context;
    context.allocContext3(codec);
    if (stream) context.parametersToContext(stream.codecpar);
    context.pktTimebase = stream?.timeBase ?? nanoseconds;
    // More threads would hold back as many pictures.
    context.threadCount = 1;
    context.setOption("max_pixels", BigInt(maxPixels));
    decoder.#scaler.allocContext();
    decoder.#packet.alloc();
    decoder.#frame.alloc();
    if ((await context.open2(codec)) >= 0) return decoder;
    decoder.close();
    return undefined;
  }

  /** @param data is copied before the promise is returned */
  async decode(data: Uint8Array, id: bigint): Promise<Decoded> {
    this.#packet.data = data;
    this.#packet.pts = id;
    this.#packet.dts = this.libav.noPts;
    const accepted = data.length > 0 && (await this.#context.sendPacket(this.#packet)) >= 0;
    this.#packet.unref();
    return { accepted, pictures: await this.#pictures() };
  }

  /** A packet as a file's reader gives it; it is named by its own stamp. */
  async decodePacket(packet: AvPacket): Promise<Decoded> {
    const accepted = (await this.#context.sendPacket(packet)) >= 0;
    return { accepted, pictures: await this.#pictures() };
  }

  /** The pictures that waited for what might have come before them; nothing can be decoded after. */
  async end(): Promise<readonly DecodedPicture[]> {
    await this.#context.sendPacket(null);
    return this.#pictures();
  }

  close(): void {
    this.#packet.free();
    this.#frame.free();
    this.#scaler.freeContext();
    this.#context.freeContext();
  }

  async #pictures(): Promise<DecodedPicture[]> {
    const pictures: DecodedPicture[] = [];
    while ((await this.#context.receiveFrame(this.#frame)) >= 0) {
      const picture = await this.#picture(this.#frame);
      if (picture) pictures.push(picture);
      this.#frame.unref();
    }
    return pictures;
  }

  async #picture(frame: AvFrame): Promise<DecodedPicture | undefined> {
    const { width, height, pts } = frame;
    const id = pts === this.libav.noPts ? frame.bestEffortTimestamp : pts;
    const rgb = new this.libav.lib.Frame();
    rgb.alloc();
    try {
      rgb.format = this.libav.constants.AV_PIX_FMT_RGB24;
      rgb.width = width;
      rgb.height = height;
      if (rgb.getBuffer(1) < 0 || (await this.#scaler.scaleFrame(rgb, frame)) < 0) return undefined;
      const image = { width, height, data: rgb.toBuffer() };
      return { id, key: frame.keyFrame !== 0, damaged: frame.decodeErrorFlags !== 0, image };
    } finally {
      rgb.free();
    }
  }
}
