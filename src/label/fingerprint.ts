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

/** More files than this (a folder of images) are told as one. */
const fewFiles = 32;

/** One print for many files; one after the other, since a folder may hold more than may be open at once. */
const printOfMany = async (paths: readonly string[]): Promise<FilePrint> => {
  const hash = createHash("sha256");
  let bytes = 0;
  for (const path of paths) {
    const print = await fingerprintOf(path);
    hash.update(`${print.name} ${print.sha256}\n`);
    bytes += print.bytes;
  }
  return { name: `${paths.length} files`, bytes, sha256: hash.digest("hex") };
};

export const fingerprint = async (paths: readonly string[]): Promise<readonly FilePrint[]> =>
  paths.length > fewFiles ? [await printOfMany(paths)] : Promise.all(paths.map(fingerprintOf));

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
