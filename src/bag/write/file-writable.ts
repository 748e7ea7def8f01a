import type { FileHandle } from "node:fs/promises";
import type { ISeekableWriter, McapTypes } from "@mcap/core";
import { Segments } from "../segments.js";

/** A file to be written, or read and appended to. A write that the disk takes only a part of is gone on with. */
export class FileWritable implements ISeekableWriter, McapTypes.IReadable {
  #position = 0;

  constructor(readonly handle: FileHandle) {}

  position(): bigint {
    return BigInt(this.#position);
  }

  async write(buffer: Uint8Array): Promise<void> {
    for (let done = 0; done < buffer.byteLength; ) {
      const left = buffer.byteLength - done;
      const { bytesWritten } = await this.handle.write(buffer, done, left, this.#position);
      done += bytesWritten;
      this.#position += bytesWritten;
    }
  }

  async seek(position: bigint): Promise<void> {
    this.#position = Number(position);
  }

  async truncate(): Promise<void> {
    await this.handle.truncate(this.#position);
  }

  async size(): Promise<bigint> {
    return BigInt((await this.handle.stat()).size);
  }

  async read(offset: bigint, length: bigint): Promise<Uint8Array> {
    const { size } = await this.handle.stat();
    return new Segments([{ handle: this.handle, position: 0, length: size }]).read(offset, length);
  }
}
