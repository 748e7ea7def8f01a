import { stat } from "node:fs/promises";
import type { Compression } from "./compression.js";
import { McapFile } from "./mcap-file.js";
import type { NewMessage, NewTopic } from "./new-topic.js";
import { stage } from "./staging.js";

export interface McapOptions {
  readonly topics: readonly NewTopic[];
  /** Of the chunks; `none` when absent. */
  readonly compression?: Compression;
  /** Takes the place of a file that exists. */
  readonly replace?: boolean;
}

/** A new recording. Calls must follow each other; without `close`, or once a call fails, nothing appears under its name. */
export interface NewMcap {
  write(message: NewMessage): Promise<void>;
  addMetadata(name: string, record: ReadonlyMap<string, string>): Promise<void>;
  /** Finishes the file and gives it its name. */
  close(): Promise<{ readonly bytes: number }>;
  /** Gives up; nothing is left. */
  discard(): Promise<void>;
}

/**
 * Writes a fresh MCAP file with message index, statistics, schemas and QoS, as `ros2 bag play` wants it.
 * @throws SpatialRewardError output.exists, output.write
 */
export const createMcap = async (
  path: string,
  { topics, compression = "none", replace = false }: McapOptions,
): Promise<NewMcap> => {
  const staging = await stage(path, { folder: false, replace });
  const file = await McapFile.create(staging.path, { compression, shownAs: path });
  const discard = async (): Promise<void> => {
    await file.close();
    await staging.discard();
  };
  const orDiscard = async (write: Promise<void>): Promise<void> => {
    try {
      await write;
    } catch (thrown) {
      await discard();
      throw thrown;
    }
  };
  await orDiscard(file.addTopics(topics));
  return {
    write: (message) => orDiscard(file.write(message)),
    addMetadata: (name, record) => orDiscard(file.addMetadata(name, record)),
    close: async () => {
      await orDiscard(file.end().then(staging.commit));
      return { bytes: (await stat(path)).size };
    },
    discard,
  };
};
