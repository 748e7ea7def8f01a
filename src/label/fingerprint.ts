import { createHash } from "node:crypto";
import { open } from "node:fs/promises";
import { basename } from "node:path";

/** What a file is known again by: moved and copied files stay the same, changed ones don't. */
export interface FilePrint {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 over the first and last MiB: a recording of gigabytes is told apart at once by its start and its index. */
  readonly sha256: string;
}

const mebibyte = 1 << 20;

const fingerprintOf = async (path: string): Promise<FilePrint> => {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const hash = createHash("sha256");
    for (const start of new Set([0, Math.max(0, size - mebibyte)])) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(mebibyte), 0, mebibyte, start);
      hash.update(buffer.subarray(0, bytesRead));
    }
    return { name: basename(path), bytes: size, sha256: hash.digest("hex") };
  } finally {
    await file.close();
  }
};

export const fingerprint = (paths: readonly string[]): Promise<readonly FilePrint[]> =>
  Promise.all(paths.map(fingerprintOf));

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
