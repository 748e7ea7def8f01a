import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { SpatialRewardError } from "../../core/index.js";
import { type EpisodeV3, readEpisodesV3 } from "./episodes-v3.js";

/** A camera of a LeRobot dataset. */
export interface DatasetCamera {
  /** Such as `observation.images.front`. */
  readonly key: string;
  readonly stored: "video" | "image";
}

/** One episode, and where its parts lie. */
export interface Episode {
  readonly index: number;
  readonly frames: number;
  readonly table: string;
  /** By camera key; `from` is where the episode begins in the file, in seconds. */
  readonly videos: ReadonlyMap<string, { readonly path: string; readonly from: number }>;
}

export interface Dataset {
  readonly path: string;
  readonly info: string;
  readonly fps: number;
  readonly cameras: readonly DatasetCamera[];
  readonly episodes: readonly Episode[];
}

const feature = z.object({
  dtype: z.string(),
  info: z.record(z.string(), z.unknown()).nullish(),
  video_info: z.record(z.string(), z.unknown()).nullish(),
});

const infoShape = z.object({
  codebase_version: z.string(),
  fps: z.number().positive(),
  chunks_size: z.number().int().positive().optional(),
  data_path: z.string(),
  video_path: z.string().nullish(),
  features: z.record(z.string(), feature),
});

type Info = z.infer<typeof infoShape>;

export const infoFile = join("meta", "info.json");

const refuse = (path: string, why: string, cause?: unknown): SpatialRewardError =>
  new SpatialRewardError("dataset.invalid", `${path}: ${why}`, { cause });

const parsedInfo = (text: string, path: string): Info => {
  try {
    return infoShape.parse(JSON.parse(text));
  } catch (cause) {
    const issue = cause instanceof z.ZodError ? cause.issues[0] : undefined;
    const why = issue ? `${issue.path.join(".")}: ${issue.message}` : "is no JSON";
    throw refuse(path, `not a LeRobot dataset's description: ${why}`, cause);
  }
};

const isDepth = ({ info, video_info }: z.infer<typeof feature>): boolean =>
  [info, video_info].some((about) => about?.["video.is_depth_map"] === true);

const camerasOf = ({ features }: Info): DatasetCamera[] =>
  Object.entries(features).flatMap(([key, each]) =>
    (each.dtype === "video" || each.dtype === "image") && !isDepth(each)
      ? [{ key, stored: each.dtype }]
      : [],
  );

/** "data/chunk-{chunk_index:03d}/…" with its numbers in it. */
export const filled = (
  template: string,
  values: Readonly<Record<string, string | number>>,
): string =>
  template.replace(/\{(\w+)(?::0?(\d+)d)?\}/g, (_, name: string, digits = "0") =>
    String(values[name] ?? "").padStart(Number(digits), "0"),
  );

const lineShape = z.object({ episode_index: z.number().int(), length: z.number().int() });

/** Version 2: an episode is a table and a video per camera. */
const episodesV2 = async (path: string, info: Info, cameras: readonly DatasetCamera[]) => {
  const list = join(path, "meta", "episodes.jsonl");
  const text = await readFile(list, "utf8");
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.map((line): Episode => {
    const { episode_index: index, length } = lineShape.parse(JSON.parse(line));
    const values = {
      episode_chunk: Math.floor(index / (info.chunks_size ?? 1000)),
      episode_index: index,
    };
    const videos = cameras
      .filter(({ stored }) => stored === "video")
      .map(({ key }) => {
        const file = filled(info.video_path ?? "", { ...values, video_key: key });
        return [key, { path: join(path, file), from: 0 }] as const;
      });
    const table = join(path, filled(info.data_path, values));
    return { index, frames: length, table, videos: new Map(videos) };
  });
};

/** Version 3: many episodes share a table and a video per camera. */
const episodesV3 = async (path: string, info: Info, cameras: readonly DatasetCamera[]) => {
  const keys = cameras.filter(({ stored }) => stored === "video").map(({ key }) => key);
  const found = await readEpisodesV3(path, keys);
  return found.map(({ index, frames, data, videos }: EpisodeV3): Episode => {
    const places = [...videos].map(([key, { from, ...at }]) => {
      const file = filled(info.video_path ?? "", { ...numbers(at), video_key: key });
      return [key, { path: join(path, file), from }] as const;
    });
    const table = join(path, filled(info.data_path, numbers(data)));
    return { index, frames, table, videos: new Map(places) };
  });
};

const numbers = ({ chunk, file }: { readonly chunk: number; readonly file: number }) => ({
  chunk_index: chunk,
  file_index: file,
});

/** @throws SpatialRewardError dataset.invalid for another version, or metadata that can't be read */
export const readDataset = async (path: string): Promise<Dataset> => {
  const file = join(path, infoFile);
  const info = parsedInfo(await readFile(file, "utf8"), file);
  const cameras = camerasOf(info);
  const version = info.codebase_version;
  const read = /^v3\./.test(version) ? episodesV3 : /^v2\./.test(version) ? episodesV2 : undefined;
  if (read === undefined) throw refuse(file, `codebase_version must be v2 or v3; got "${version}"`);
  try {
    const episodes = await read(path, info, cameras);
    const sorted = [...episodes].sort((a, b) => a.index - b.index);
    return { path, info: file, fps: info.fps, cameras, episodes: sorted };
  } catch (cause) {
    if (cause instanceof SpatialRewardError) throw cause;
    const why = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw refuse(path, `its list of episodes can't be read (${why})`, cause);
  }
};
