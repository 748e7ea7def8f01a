import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ExportEpisode } from "../episode.js";
import type { ExportJob } from "../format.js";
import { Gallery, type Size } from "../pictures.js";
import { png } from "../png.js";
import { encodeExample } from "./example.js";
import { featuresJson, stepTree } from "./features.js";
import { exampleOf } from "./steps.js";
import { type Shard, ShardWriter, shardName } from "./tfrecord.js";

/** What `tfds.load` calls it. */
const datasetName = "spatial_reward";
const version = "1.0.0";
/** TFDS looks for a data set under its name and version. */
export const datasetFolder = join(datasetName, version);

/** Readers take a file each: large enough to read in one go, small enough to mix. */
const largestShard = 200e6;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const infoOf = (shards: readonly Shard[]): unknown => ({
  fileFormat: "tfrecord",
  moduleName: datasetName,
  name: datasetName,
  version,
  description: "Episodes with rewards by spatial-reward.",
  splits: [
    {
      name: "train",
      filepathTemplate: "{DATASET}-{SPLIT}.{FILEFORMAT}-{SHARD_X_OF_Y}",
      shardLengths: shards.map(({ records }) => String(records)),
      numBytes: String(shards.reduce((sum, { bytes }) => sum + bytes, 0)),
    },
  ],
});

/** How many there are is known once all are written. */
const nameShards = async (folder: string, shards: readonly Shard[]): Promise<void> => {
  for (const [i, { path }] of shards.entries())
    await rename(path, join(folder, shardName(`${datasetName}-train`, i, shards.length)));
};

/** Every episode with its pictures, encoded; without them, none. */
async function* illustrated({ data: { episodes }, settings, tally }: ExportJob): AsyncGenerator<{
  readonly episode: ExportEpisode;
  readonly pictures: readonly Uint8Array[];
  readonly size?: Size;
}> {
  if (!settings.pictures) for (const episode of episodes) yield { episode, pictures: [] };
  else
    for await (const { episode, pictures } of new Gallery(tally).episodes(episodes)) {
      const encoded: Uint8Array[] = [];
      let size: Size | undefined;
      for await (const picture of pictures) {
        size ??= picture;
        encoded.push(await png(picture));
      }
      yield { episode, pictures: encoded, ...(size && { size }) };
    }
}

/** A data set of TFDS, in the form of RLDS: an Example an episode, which is whole in memory while it is written. */
export const writeRlds = async (folder: string, job: ExportJob): Promise<void> => {
  const { data, signal, onEpisode } = job;
  const place = join(folder, datasetFolder);
  await mkdir(place, { recursive: true });
  const writer = new ShardWriter((i) => join(place, `shard-${i}`), largestShard);
  let seen: Size | undefined;
  try {
    for await (const { episode, pictures, size } of illustrated(job)) {
      signal.throwIfAborted();
      seen ??= size;
      await writer.add(encodeExample(exampleOf(data, episode, pictures)));
      onEpisode(episode.index + 1);
    }
  } finally {
    await writer.close();
  }
  const shards = await writer.close();
  await nameShards(place, shards);
  await writeFile(join(place, "features.json"), json(featuresJson(stepTree(data, seen))));
  await writeFile(join(place, "dataset_info.json"), json(infoOf(shards)));
};
