import { rm } from "node:fs/promises";
import { type Compression, compressions, createMcap, openBag } from "../bag/index.js";
import type { Stamp } from "../core/index.js";
import { interfaceDefinition } from "../messages/index.js";
import { compressedMessage, rawMessage } from "./image-message.js";
import { secondsOf } from "./measure.js";

export interface BagSpeed {
  readonly content: "raw" | "jpeg";
  readonly compression: Compression;
  readonly writeMBps: number;
  readonly readMBps: number;
}

const topic = "/camera/image_raw";
const types = { raw: "sensor_msgs/msg/Image", jpeg: "sensor_msgs/msg/CompressedImage" };

const firstStamp: Stamp = 1_700_000_000_000_000_000n;
const period = 33_333_333n;

/** Writes a recording of 640×480 images at 30 Hz, so many megabytes of them. */
export const writeImages = async (
  path: string,
  content: BagSpeed["content"],
  megabytes: number,
  compression: Compression = "none",
): Promise<void> => {
  const type = types[content];
  const name = content === "jpeg" ? `${topic}/compressed` : topic;
  const topics = [{ name, type, definition: interfaceDefinition(type) }];
  const file = await createMcap(path, { topics, compression, replace: true });
  const data =
    content === "jpeg"
      ? await compressedMessage("jpeg", firstStamp)
      : rawMessage("rgb8", firstStamp);
  const seconds = new DataView(data.buffer, data.byteOffset);
  for (let i = 0; i * data.length < megabytes * 1e6; i++) {
    const logTime = firstStamp + BigInt(i) * period;
    // The header's stamp follows the four bytes of the encapsulation.
    seconds.setInt32(4, Number(logTime / 1_000_000_000n), true);
    seconds.setUint32(8, Number(logTime % 1_000_000_000n), true);
    await file.write({ topic: name, logTime, data });
  }
  await file.close();
};

const readAll = async (path: string): Promise<number> => {
  const bag = await openBag(path);
  let bytes = 0;
  for await (const { data } of bag.messages()) bytes += data.length;
  await bag.close();
  return bytes;
};

/** Megabytes of messages a second, file by file. */
export const bagSpeed = async (path: string, megabytes: number): Promise<readonly BagSpeed[]> => {
  const results: BagSpeed[] = [];
  for (const content of ["raw", "jpeg"] as const) {
    for (const compression of compressions) {
      const writing = await secondsOf(() => writeImages(path, content, megabytes, compression));
      let bytes = 0;
      const reading = await secondsOf(async () => {
        bytes = await readAll(path);
      });
      await rm(path);
      results.push({
        content,
        compression,
        writeMBps: bytes / 1e6 / writing,
        readMBps: bytes / 1e6 / reading,
      });
    }
  }
  return results;
};
