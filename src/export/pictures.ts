import type { BagMessage, TopicInfo } from "../bag/index.js";
import { type RgbImage, SpatialRewardError, type Tally } from "../core/index.js";
import { isPictureTopic, pictureReader } from "../messages/index.js";
import type { ExportEpisode } from "./episode.js";
import type { Recording } from "./recording.js";

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The topic that was looked at when the recording was labelled. @throws SpatialRewardError export.unlabelled */
const cameraOf = ({ labelled, camera, reader }: Recording): TopicInfo => {
  const pictures = reader.topics.filter(isPictureTopic);
  const found = pictures.find(({ name }) => name === camera);
  if (found) return found;
  const has = pictures.map(({ name }) => name).join(", ") || "no camera";
  throw new SpatialRewardError(
    "export.unlabelled",
    `${labelled.path}: was labelled from ${camera || "a camera that its provenance doesn't tell"}, and its recording has ${has}; --no-images exports without pictures`,
  );
};

/** The camera's pictures of a recording, found by their log time; asked for in rising order. */
class PictureFeed {
  readonly #topic: TopicInfo;
  readonly #messages: AsyncIterator<BagMessage>;
  #head: IteratorResult<BagMessage> | undefined;

  constructor(recording: Recording) {
    this.#topic = cameraOf(recording);
    this.#messages = recording.reader
      .messages({ topics: [this.#topic.name] })
      [Symbol.asyncIterator]();
  }

  /** @throws SpatialRewardError image.*, message.* */
  async at(logTime: bigint, size: Size | undefined): Promise<RgbImage> {
    const message = await this.#message(logTime);
    const { name, ...schema } = this.#topic;
    if (message === undefined || message.failure)
      throw new SpatialRewardError(
        message?.failure?.code ?? "image.missing",
        message?.failure?.message ?? `${name}: the recording has no image that was logged then`,
      );
    const picture = pictureReader({ ...schema, topic: name }).picture(message.data);
    const fits =
      size === undefined || (picture.width === size.width && picture.height === size.height);
    return picture.rgb(fits ? undefined : size);
  }

  async #message(logTime: bigint): Promise<BagMessage | undefined> {
    this.#head ??= await this.#messages.next();
    while (!this.#head.done && this.#head.value.logTime < logTime)
      this.#head = await this.#messages.next();
    const { done, value } = this.#head;
    return !done && value.logTime === logTime ? value : undefined;
  }

  async close(): Promise<void> {
    await this.#messages.return?.();
  }
}

const black = ({ width, height }: Size): RgbImage => ({
  width,
  height,
  data: new Uint8Array(width * height * 3),
});

/** An episode and its pictures, one a step; they must be taken before the next episode is asked for. */
export interface Illustrated {
  readonly episode: ExportEpisode;
  readonly pictures: AsyncIterable<RgbImage>;
}

/** Pictures of one size, whatever befalls a single one: the size of the first that can be read. */
export class Gallery {
  #size: Size | undefined;
  readonly #tally: Tally;

  constructor(tally: Tally) {
    this.#tally = tally;
  }

  /** Episodes in order, recording by recording. */
  async *episodes(all: readonly ExportEpisode[]): AsyncGenerator<Illustrated> {
    let feed: PictureFeed | undefined;
    let of: Recording | undefined;
    try {
      for (const episode of all) {
        if (episode.recording !== of) {
          await feed?.close();
          of = episode.recording;
          feed = new PictureFeed(of);
        }
        if (feed) yield { episode, pictures: this.#pictures(episode, feed) };
      }
    } finally {
      await feed?.close();
    }
  }

  async *#pictures({ steps }: ExportEpisode, feed: PictureFeed): AsyncGenerator<RgbImage> {
    let last: RgbImage | undefined;
    let waiting = 0;
    for (const { frame, held } of steps) {
      const shown = held ? last : ((await this.#picture(feed, frame.logTime)) ?? last);
      if (shown === undefined) {
        waiting += 1;
        continue;
      }
      for (; waiting > 0; waiting -= 1) yield black(shown);
      last = shown;
      yield shown;
    }
    if (waiting > 0)
      throw new SpatialRewardError("image.corrupt", "no picture of an episode can be read");
  }

  /** Undefined, and told, for one that can't be read. */
  async #picture(feed: PictureFeed, logTime: bigint): Promise<RgbImage | undefined> {
    try {
      const image = await feed.at(logTime, this.#size);
      this.#size ??= { width: image.width, height: image.height };
      return image;
    } catch (thrown) {
      if (!(thrown instanceof SpatialRewardError)) throw thrown;
      const { message } = thrown;
      this.#tally.add("image", `pictures that can't be read, the one before instead: ${message}`);
      return undefined;
    }
  }
}
