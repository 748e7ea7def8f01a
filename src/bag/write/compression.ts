import type { McapWriterOptions } from "@mcap/core";

export const compressions = ["none", "zstd"] as const;
export type Compression = (typeof compressions)[number];

/** Chunks are packed at zstd's fastest level: camera images hardly shrink any further. */
const level = 1;

export const chunkCompressor = async (
  compression: Compression,
): Promise<Pick<McapWriterOptions, "compressChunk">> => {
  if (compression === "none") return {};
  const { default: zstd } = await import("@foxglove/wasm-zstd");
  await zstd.isLoaded;
  return {
    compressChunk: (chunk) => ({
      compression: "zstd",
      compressedData: zstd.compress(chunk, level),
    }),
  };
};
