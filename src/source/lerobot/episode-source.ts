import type { BagReader } from "../../bag/index.js";
import {
  createTally,
  type Reason,
  SpatialRewardError,
  type Stamp,
  type Tally,
} from "../../core/index.js";
import { encodeCompressedImage, encodeNoImage } from "../../messages/index.js";
import { videoFrames } from "../../video/index.js";
import { type SourceCamera, type SourceImage, sourceReader } from "../source-reader.js";
import { imageOf } from "../video-source.js";
import type { Dataset, DatasetCamera, Episode } from "./dataset.js";
import { numberIn, type RowRange, readRows, rowBlocks } from "./table.js";

/** The rows of an episode: when each was, in nanoseconds from its start, and where they lie in their table. */
interface Rows extends RowRange {
  readonly times: readonly Stamp[];
}

const second = 1e9;
/** Timestamps are 32-bit floats: a beat of fps that is as near as this is meant. Seconds. */
const nearBeat = 1e-3;

const timeOf = (timestamp: number, frame: number, fps: number): Stamp => {
  const beat = frame / fps;
  const meant = Math.abs(timestamp - beat) < nearBeat ? beat : timestamp;
  return BigInt(Math.round(meant * second));
};

const rowsOf = async ({ fps }: Dataset, { table, index }: Episode): Promise<Rows> => {
  const columns = ["timestamp", "frame_index", "episode_index"];
  const rows = await readRows(table, columns);
  const first = rows.findIndex((row) => numberIn(row, "episode_index") === index);
  const own = rows.filter((row) => numberIn(row, "episode_index") === index);
  if (first < 0)
    throw new SpatialRewardError("dataset.invalid", `${table}: has no rows of episode ${index}`);
  const times = own.map((row) =>
    timeOf(numberIn(row, "timestamp"), numberIn(row, "frame_index"), fps),
  );
  return { times, rowStart: first, rowEnd: first + own.length };
};

/** What a frame's picture lacks, counted. */
type Missing = (what: string) => void;

const lostFrame = "rows of the dataset whose frame is not in its video";

/** The frames of a camera's video at the rows' times; a row whose frame the video lacks is none. */
async function* videoImages(
  { path, from }: { readonly path: string; readonly from: number },
  { times }: Rows,
  fps: number,
  missing: Missing,
): AsyncGenerator<SourceImage> {
  const half = BigInt(Math.round(second / fps / 2));
  const begin = BigInt(Math.round(from * second));
  let row = 0;
  for await (const frame of videoFrames({ path, from: begin - half })) {
    const at = frame.time - begin;
    for (let time = times[row]; time !== undefined && time < at - half; time = times[row])
      yield withoutFrame(time, path, missing, row++);
    const time = times[row];
    if (time === undefined) return;
    if (time > at + half) continue;
    row += 1;
    if (typeof frame.picture === "string") missing(frame.picture);
    yield imageOf(frame, time, path);
  }
  for (let time = times[row]; time !== undefined; time = times[row])
    yield withoutFrame(time, path, missing, row++);
}

const withoutFrame = (time: Stamp, path: string, missing: Missing, row: number): SourceImage => {
  missing(lostFrame);
  const failure = {
    code: "image.missing",
    message: `${path}: has no frame of the episode's row ${row}`,
  } as const;
  return { time, data: encodeNoImage({ stamp: time, frameId: "" }, lostFrame), failure };
};

const bytesOf = (cell: unknown): Uint8Array | undefined => {
  const bytes = typeof cell === "object" && cell !== null && "bytes" in cell ? cell.bytes : cell;
  return bytes instanceof Uint8Array ? bytes : undefined;
};

/** Images that lie in the table itself. */
async function* tableImages(
  table: string,
  key: string,
  rows: Rows,
  missing: Missing,
): AsyncGenerator<SourceImage> {
  let row = 0;
  for await (const cells of rowBlocks(table, [key], rows)) {
    const time = rows.times[row] ?? 0n;
    const bytes = bytesOf(cells[key]);
    const header = { stamp: time, frameId: "" };
    if (bytes) yield { time, data: encodeCompressedImage(header, "png", bytes) };
    else yield withoutFrame(time, table, missing, row);
    row += 1;
  }
}

const cameraOf = (
  dataset: Dataset,
  episode: Episode,
  { key, stored }: DatasetCamera,
  rows: Rows,
  missing: Missing,
): SourceCamera => {
  const video = episode.videos.get(key);
  const count = rows.times.length;
  if (stored === "video" && video)
    return {
      name: key,
      type: "sensor_msgs/msg/Image",
      count,
      images: () => videoImages(video, rows, dataset.fps, missing),
    };
  return {
    name: key,
    type: "sensor_msgs/msg/CompressedImage",
    count,
    images: () => tableImages(episode.table, key, rows, missing),
  };
};

/** How often what is missing, whichever pass over the images met it. */
class Counts {
  readonly #latest = new Map<string, Tally>();

  of(camera: string): Missing {
    const tally = createTally();
    this.#latest.set(camera, tally);
    return (what) => tally.add("image", what);
  }

  get reasons(): readonly Reason[] {
    return [...this.#latest.values()].flatMap((tally) => tally.reasons());
  }
}

/**
 * An episode of a LeRobot dataset as a recording: a topic per camera, called by its key; stamps are the rows' times
 * from the episode's start.
 * @throws SpatialRewardError dataset.invalid; its images video.decoder, video.unreadable
 */
export const openEpisode = async (
  path: string,
  dataset: Dataset,
  episode: Episode,
): Promise<BagReader> => {
  const rows = await rowsOf(dataset, episode);
  const counts = new Counts();
  const cameras = dataset.cameras.map((camera): SourceCamera => {
    const images = (): AsyncIterable<SourceImage> =>
      cameraOf(dataset, episode, camera, rows, counts.of(camera.key)).images();
    return { ...cameraOf(dataset, episode, camera, rows, () => undefined), images };
  });
  const videos = [...episode.videos.values()].map((video) => video.path);
  return sourceReader({
    path,
    files: [dataset.info, episode.table, ...videos],
    cameras,
    start: rows.times[0] ?? 0n,
    end: rows.times.at(-1) ?? 0n,
    reasons: () => counts.reasons,
  });
};
