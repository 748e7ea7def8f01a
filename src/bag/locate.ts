import { type FileHandle, open, readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { SpatialRewardError } from "../core/index.js";
import { reading } from "./faults.js";
import { metadataFileName, type ParsedMetadata, parseMetadata } from "./metadata-yaml.js";
import { isZstd } from "./zstd.js";

/** The files of a recording, in the order of their names, and rosbag2's description where there is one. */
export interface Located {
  readonly files: readonly string[];
  readonly description?: ParsedMetadata;
}

export const extensions = [".mcap", ".db3", ".mcap.zstd", ".db3.zstd", ".bag"] as const;

const extensionOf = (name: string): string | undefined =>
  extensions.find((extension) => name.endsWith(extension));

const kindOf = async (path: string): Promise<"file" | "folder" | undefined> => {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return "folder";
  return found ? "file" : undefined;
};

/** Finds what belongs to a recording. @throws SpatialRewardError bag.missing, bag.not-a-bag, bag.unreadable */
export const locate = async (path: string): Promise<Located> => {
  const kind = await kindOf(path);
  if (kind === undefined) {
    throw new SpatialRewardError("bag.missing", `${path}: no such file or folder`);
  }
  if (kind === "file") return { files: [path] };
  const names = await reading(path, () => readdir(path));
  if (names.includes(metadataFileName)) return described(path);
  return { files: await undescribed(path, names) };
};

const described = async (folder: string): Promise<Located> => {
  const path = join(folder, metadataFileName);
  const text = await reading(path, () => readFile(path, "utf8"));
  const description = parseMetadata(text, path);
  const listed = await Promise.all(description.files.map((file) => resolveListed(folder, file)));
  const files = listed.length > 0 ? listed : await undescribed(folder, await readdir(folder));
  return { files, description };
};

/**
 * A file that metadata.yaml lists: beside it; with the folder's name before it (version 3 and earlier); or not, or no
 * longer, compressed.
 */
const resolveListed = async (folder: string, file: string): Promise<string> => {
  const places = [join(folder, file), join(folder, basename(file)), join(dirname(folder), file)];
  const names = places.flatMap((place) => [place, `${place}.zstd`, place.replace(/\.zstd$/, "")]);
  for (const name of names) {
    if ((await kindOf(name)) === "file") return name;
  }
  throw new SpatialRewardError(
    "bag.missing",
    `${join(folder, file)}: no such file, but ${metadataFileName} lists it as part of the recording`,
  );
};

/** A folder that a recorder left without a description: all its files must be splits of one recording. */
const undescribed = async (folder: string, names: readonly string[]): Promise<string[]> => {
  const files = names.filter((name) => extensionOf(name) !== undefined).sort(byNumber);
  if (files.length === 0) {
    throw new SpatialRewardError(
      "bag.not-a-bag",
      `${folder}: not a recording: it has neither ${metadataFileName} nor a file ending in ${extensions.join(", ")}`,
    );
  }
  if (new Set(files.map(recordingName)).size > 1) {
    throw new SpatialRewardError(
      "bag.not-a-bag",
      `${folder}: has no ${metadataFileName} and holds several recordings (${files.join(", ")}); name one of them`,
    );
  }
  return files.map((file) => join(folder, file));
};

const byNumber = (a: string, b: string): number => a.localeCompare(b, "en", { numeric: true });

/** `wbag_12.mcap` is a split of the recording `wbag_#.mcap`. */
const recordingName = (file: string): string => file.replace(/_\d+(?=\.[a-z.0-9]+$)/, "_#");

export type FileKind = "mcap" | "sqlite3" | "ros1" | "zstd";

const magics: readonly { readonly kind: FileKind; readonly begins: string }[] = [
  { kind: "mcap", begins: "\x89MCAP0\r\n" },
  { kind: "sqlite3", begins: "SQLite format 3\0" },
  { kind: "ros1", begins: "#ROSBAG V2.0\n" },
];

/** What a file is, by its first bytes. @throws SpatialRewardError bag.empty, bag.not-a-bag, bag.unreadable */
export const sniff = async (path: string, shownAs = path): Promise<FileKind> => {
  const head = await reading(shownAs, () => firstBytes(path));
  if (head.length === 0) {
    throw new SpatialRewardError("bag.empty", `${shownAs}: is empty (0 bytes)`);
  }
  if (isZstd(head)) return "zstd";
  const text = head.toString("latin1");
  const known = magics.find(({ begins }) => text.startsWith(begins));
  if (known) return known.kind;
  if (text.startsWith("#ROSBAG")) {
    const version = text.split("\n")[0];
    throw new SpatialRewardError(
      "bag.unreadable",
      `${shownAs}: is of the format ${version}; of ROS 1's formats only V2.0 can be read`,
    );
  }
  throw new SpatialRewardError(
    "bag.not-a-bag",
    `${shownAs}: not a recording: it is neither an MCAP file, a rosbag2 SQLite file nor a ROS 1 bag`,
  );
};

const firstBytes = async (path: string): Promise<Buffer> => {
  const handle: FileHandle = await open(path, "r");
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};
