import type { BagMessage, TopicInfo } from "../bag/index.js";
import { failureOf, type Stamp, type Tally } from "../core/index.js";
import {
  encodeImage,
  encodeNoImage,
  type ImageHeader,
  type VideoMessage,
  videoReader,
} from "../messages/index.js";
import type { Shown } from "./belief.js";
import type { Libav } from "./libav/types.js";
import type { Line } from "./line.js";
import { Track, type TrackStep } from "./track.js";

interface Sent extends ImageHeader {
  readonly logTime: Stamp;
  readonly publishTime: Stamp;
}

const early = "video packets before the first key frame: they show nothing";
const leftOut = "video packets of which the decoder made no frame";
/** Packets whose picture may still come; of those before them none does. */
const remembered = 256;

/** Turns the packets of one video topic into images, which take their places in a line. */
export class TopicPictures {
  readonly #read: (message: Uint8Array) => VideoMessage;
  readonly #track: Track;
  readonly #sent = new Map<bigint, Sent>();

  /** @throws SpatialRewardError message.schema */
  constructor(
    libav: Libav,
    readonly topic: TopicInfo,
    readonly line: Line,
    readonly tally: Tally,
  ) {
    this.#read = videoReader({ ...topic, topic: topic.name });
    this.#track = new Track(libav);
  }

  async take({ data, logTime, publishTime }: BagMessage, id: bigint): Promise<void> {
    this.line.reserve(id, logTime);
    const packet = this.#packetIn(data);
    if (typeof packet === "string") return this.#unreadable({ id, picture: packet }, logTime);
    const { stamp, frameId, format } = packet;
    this.#remember(id, { stamp, frameId, logTime, publishTime });
    this.#show(await this.#track.decode(format, packet.data, id));
  }

  async end(): Promise<void> {
    this.#show(await this.#track.end());
    this.tally.add("image", leftOut, this.#sent.size);
  }

  close(): void {
    this.#track.close();
  }

  #packetIn(data: Uint8Array): VideoMessage | string {
    try {
      return this.#read(data);
    } catch (thrown) {
      return failureOf(thrown, "message.malformed").message;
    }
  }

  #remember(id: bigint, sent: Sent): void {
    this.#sent.set(id, sent);
    const [oldest] = this.#sent.keys();
    if (this.#sent.size <= remembered || oldest === undefined) return;
    this.#sent.delete(oldest);
    this.tally.add("image", leftOut);
  }

  #show({ shown, early: ids }: TrackStep): void {
    for (const id of ids) {
      this.#sent.delete(id);
      this.line.drop(id);
    }
    this.tally.add("image", early, ids.length);
    for (const each of shown) this.#showOne(each);
  }

  #showOne({ id, picture }: Shown): void {
    const sent = this.#sent.get(id);
    // A packet's second picture has neither a stamp nor a place of its own.
    if (sent === undefined) return;
    this.#sent.delete(id);
    const { logTime, publishTime } = sent;
    const message = { topic: this.topic.name, logTime, publishTime };
    if (typeof picture !== "string") {
      this.line.fill(id, { ...message, data: encodeImage(sent, picture) });
      return;
    }
    this.tally.add("image", picture);
    const failure = { code: "image.corrupt", message: `${this.topic.name}: ${picture}` } as const;
    this.line.fill(id, { ...message, data: encodeNoImage(sent, picture), failure });
  }

  /** A message without a header that could be read. */
  #unreadable({ id, picture }: Shown, logTime: Stamp): void {
    const text = String(picture);
    this.tally.add("image", text);
    const failure = { code: "message.malformed", message: text } as const;
    const message = { topic: this.topic.name, logTime, publishTime: logTime };
    this.line.fill(id, { ...message, data: new Uint8Array(), failure });
  }
}
