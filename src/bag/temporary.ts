import { createWriteStream } from "node:fs";
import { copyFile, mkdtemp, open, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { Decompress } from "fzstd";

/** A folder of our own in the system's temporary folder, and how to remove it. */
export const temporaryFolder = async (): Promise<{ path: string; remove(): Promise<void> }> => {
  const path = await mkdtemp(join(tmpdir(), "spatial-reward-"));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
};

/** `at` becomes another name of `target`; a copy where the system allows no symbolic links. */
export const linkTo = async (target: string, at: string): Promise<void> => {
  try {
    await symlink(target, at);
  } catch {
    await copyFile(target, at);
  }
};

const blockBytes = 1 << 20;

/** Unpacks a zstd file block by block; memory does not grow with the file. */
export const unpackZstd = async (packed: string, to: string): Promise<void> => {
  const source = await open(packed, "r");
  const target = createWriteStream(to, { flags: "wx" });
  try {
    let blocks: Uint8Array[] = [];
    const unpack = new Decompress((block) => blocks.push(block));
    for (let position = 0; ; ) {
      const { bytesRead, buffer } = await source.read(
        Buffer.alloc(blockBytes),
        0,
        blockBytes,
        position,
      );
      unpack.push(buffer.subarray(0, bytesRead), bytesRead === 0);
      for (const block of blocks) await written(target, block);
      blocks = [];
      if (bytesRead === 0) break;
      position += bytesRead;
    }
    target.end();
    await finished(target);
  } finally {
    target.destroy();
    await source.close();
  }
};

const written = (target: ReturnType<typeof createWriteStream>, block: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    target.write(block, (error) => (error ? reject(error) : resolve()));
  });
