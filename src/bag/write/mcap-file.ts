import { open } from "node:fs/promises";
import { McapWriter } from "@mcap/core";
import { writing } from "../faults.js";
import { defaultOfferedQos, qosForVersion8 } from "../qos.js";
import { type Compression, chunkCompressor } from "./compression.js";
import { FileWritable } from "./file-writable.js";
import type { NewMessage, NewTopic } from "./new-topic.js";

export interface McapFileOptions {
  readonly compression?: Compression;
  /** What the recording follows: `ros2` or `ros1`. */
  readonly profile?: "ros2" | "ros1";
  /** The name that errors give the file, where it is written under another. */
  readonly shownAs?: string;
}

/** An MCAP file being written. Calls must follow each other; `end` or `close` must be the last. */
export class McapFile {
  readonly #channels = new Map<string, { id: number; sequence: number }>();

  private constructor(
    readonly writer: McapWriter,
    readonly writable: FileWritable,
    readonly shownAs: string,
  ) {}

  /** A new file; an existing one is overwritten. @throws SpatialRewardError output.write */
  static create(path: string, options: McapFileOptions = {}): Promise<McapFile> {
    const { compression = "none", profile = "ros2", shownAs = path } = options;
    return writing(shownAs, async () => {
      const compress = await chunkCompressor(compression);
      const writable = new FileWritable(await open(path, "w"));
      const writer = new McapWriter({ writable, ...compress });
      await writer.start({ profile, library: "spatial-reward" });
      return new McapFile(writer, writable, shownAs);
    });
  }

  /**
   * A whole, indexed file to be added to, in place: its index is cut off first, so only ever append to a copy.
   * @throws SpatialRewardError output.write
   */
  static append(path: string, { shownAs = path }: McapFileOptions = {}): Promise<McapFile> {
    return writing(shownAs, async () => {
      const writable = new FileWritable(await open(path, "r+"));
      try {
        return new McapFile(
          await McapWriter.InitializeForAppending(writable, {}),
          writable,
          shownAs,
        );
      } catch (thrown) {
        await writable.handle.close();
        throw thrown;
      }
    });
  }

  /** Registers topics, each with a schema of its own, even if its recording stores no definition. */
  async addTopics(topics: readonly NewTopic[]): Promise<void> {
    const schemas = new Map<string, number>();
    for (const topic of topics) {
      const schemaId = schemas.get(topic.type) ?? (await this.#registerSchema(topic));
      schemas.set(topic.type, schemaId);
      const id = await this.writer.registerChannel({
        topic: topic.name,
        schemaId,
        messageEncoding: topic.messageEncoding ?? "cdr",
        metadata: new Map([
          ["offered_qos_profiles", qosForVersion8(topic.offeredQos ?? defaultOfferedQos)],
          ["topic_type_hash", topic.typeHash ?? ""],
        ]),
      });
      this.#channels.set(topic.name, { id, sequence: 0 });
    }
  }

  #registerSchema({ type, schemaEncoding, definition }: NewTopic): Promise<number> {
    return this.writer.registerSchema({
      name: type,
      encoding: schemaEncoding ?? "ros2msg",
      data: typeof definition === "string" ? new TextEncoder().encode(definition) : definition,
    });
  }

  /** @throws SpatialRewardError output.write; RangeError for a topic that was not added */
  async write({ topic, logTime, publishTime = logTime, data }: NewMessage): Promise<void> {
    const channel = this.#channels.get(topic);
    if (channel === undefined) throw new RangeError(`${topic}: is not a topic of ${this.shownAs}`);
    const sequence = channel.sequence++;
    await writing(this.shownAs, () =>
      this.writer.addMessage({ channelId: channel.id, sequence, logTime, publishTime, data }),
    );
  }

  async addMetadata(name: string, record: ReadonlyMap<string, string>): Promise<void> {
    const metadata = new Map(record);
    await writing(this.shownAs, () => this.writer.addMetadata({ name, metadata }));
  }

  /** Writes the index and puts everything on the disk. */
  async end(): Promise<void> {
    try {
      await writing(this.shownAs, async () => {
        await this.writer.end();
        await this.writable.handle.sync();
      });
    } finally {
      await this.close();
    }
  }

  /** Lets go of the file, unfinished. */
  async close(): Promise<void> {
    await this.writable.handle.close();
  }
}
