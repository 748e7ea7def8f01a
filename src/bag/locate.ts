import { type FileHandle, open, readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { byNumber, type Reason, SpatialRewardError } from "../core/index.js";
import { reading } from "./faults.js";
import { metadataFileName, type ParsedMetadata, parseMetadata } from "./metadata-yaml.js";
import { isZstd } from "./zstd.js";

/** The files of a recording, in the order of their names, and rosbag2's description where there is one. */
export interface Located {
  readonly files: readonly string[];
  readonly description?: ParsedMetadata;
  /** What is wrong with the description. */
  readonly remarks: readonly Reason[];
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
  if (kind === "file") return { files: [path], remarks: [] };
  const names = await reading(path, () => readdir(path));
  if (names.includes(metadataFileName)) return described(path, names);
  return { files: undescribed(path, names), remarks: [] };
};

/** A power cut leaves metadata.yaml empty or full of zeros beside whole files: they are then read without it. */
const described = async (folder: string, names: readonly string[]): Promise<Located> => {
  const path = join(folder, metadataFileName);
  const text = await reading(path, () => readFile(path, "utf8"));
  const description = readDescription(text, path);
  if (description instanceof SpatialRewardError) {
    const files = filesAmong(names);
    if (files.length === 0) throw description;
    const what = `${description.message}; the recording is read without it`;
    return { files: undescribed(folder, names), remarks: [{ kind: "recording", what, count: 1 }] };
  }
  const { files, missing } = await listedFiles(folder, description.files);
  const [first] = missing;
  if (first === undefined) {
    return {
      files: files.length > 0 ? files : undescribed(folder, names),
      description,
      remarks: [],
    };
  }
  const found =
    files.length > 0 ? files : filesAmong(names).length > 0 ? undescribed(folder, names) : [];
  const what = `${join(folder, first)}: no such file, but ${metadataFileName} lists it as part of the recording`;
  if (found.length === 0) throw new SpatialRewardError("bag.missing", what);
  const rest =
    missing.length > 1
      ? `${metadataFileName} lists files that are not there, the first ${first}`
      : what;
  return {
    files: found,
    description,
    remarks: [{ kind: "recording", what: rest, count: missing.length }],
  };
};

const readDescription = (text: string, path: string): ParsedMetadata | SpatialRewardError => {
  try {
    return parseMetadata(text, path);
  } catch (thrown) {
    if (thrown instanceof SpatialRewardError) return thrown;
    throw thrown;
  }
};

const listedFiles = async (
  folder: string,
  listed: readonly string[],
): Promise<{ readonly files: readonly string[]; readonly missing: readonly string[] }> => {
  const found = await Promise.all(
    listed.map(async (file) => ({ file, path: await resolveListed(folder, file) })),
  );
  return {
    files: found.flatMap(({ path }) => path ?? []),
    missing: found.filter(({ path }) => path === undefined).map(({ file }) => file),
  };
};

/**
 * A file that metadata.yaml lists: beside it; with the folder's name before it (version 3 and earlier); or not, or no
 * longer, compressed.
 */
const resolveListed = async (folder: string, file: string): Promise<string | undefined> => {
  const places = [join(folder, file), join(folder, basename(file)), join(dirname(folder), file)];
  const names = places.flatMap((place) => [place, `${place}.zstd`, place.replace(/\.zstd$/, "")]);
  for (const name of names) {
    if ((await kindOf(name)) === "file") return name;
  }
  return undefined;
};

/** A folder that a recorder left without a description: all its files must be splits of one recording. */
const undescribed = (folder: string, names: readonly string[]): string[] => {
  const files = filesAmong(names);
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

const filesAmong = (names: readonly string[]): string[] =>
  names.filter((name) => extensionOf(name) !== undefined).sort(byNumber);

/**
 * `wbag_12.mcap` is a split of the recording `wbag_#.mcap`; since Lyrical, `12_wbag_2026_05_01-10_00_00.mcap` of
 * `#_wbag_#.mcap`.
 */
const recordingName = (file: string): string =>
  file
    .replace(/^\d+_(.+)_\d{4}([_-]\d\d){5}(?=\.[a-z.0-9]+$)/, "#_$1_#")
    .replace(/_\d+(?=\.[a-z.0-9]+$)/, "_#");

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
