import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { numberIn, type Row, readRows } from "./table.js";

interface Place {
  readonly chunk: number;
  readonly file: number;
}

export interface EpisodeV3 {
  readonly index: number;
  readonly frames: number;
  readonly data: Place;
  readonly videos: ReadonlyMap<string, Place & { readonly from: number }>;
}

const placeIn = (row: Row, prefix: string): Place => ({
  chunk: numberIn(row, `${prefix}/chunk_index`),
  file: numberIn(row, `${prefix}/file_index`),
});

/** Reads meta/episodes/, a folder of tables. @throws SpatialRewardError dataset.invalid; Error without that folder */
export const readEpisodesV3 = async (
  path: string,
  videoKeys: readonly string[],
): Promise<readonly EpisodeV3[]> => {
  const folder = join(path, "meta", "episodes");
  const names = await readdir(folder, { recursive: true });
  const prefixes = ["data", ...videoKeys.map((key) => `videos/${key}`)];
  const columns = [
    "episode_index",
    "length",
    ...prefixes.flatMap((prefix) => [`${prefix}/chunk_index`, `${prefix}/file_index`]),
    ...videoKeys.map((key) => `videos/${key}/from_timestamp`),
  ];
  const episodes: EpisodeV3[] = [];
  for (const name of names.filter((each) => each.endsWith(".parquet")).sort())
    for (const row of await readRows(join(folder, name), columns))
      episodes.push(episodeIn(row, videoKeys));
  return episodes;
};

const episodeIn = (row: Row, videoKeys: readonly string[]): EpisodeV3 => ({
  index: numberIn(row, "episode_index"),
  frames: numberIn(row, "length"),
  data: placeIn(row, "data"),
  videos: new Map(
    videoKeys.map((key) => {
      const prefix = `videos/${key}`;
      return [key, { ...placeIn(row, prefix), from: numberIn(row, `${prefix}/from_timestamp`) }];
    }),
  ),
});
